using k8s.Models;
using MoniTao.Operator.Planning;

namespace MoniTao.Operator.Sources;

/// <summary>Resolves references among manifests, as the API server does in a cluster.</summary>
public sealed class ManifestReferences(ManifestSet manifests) : IReferenceResolver
{
    /// <inheritdoc/>
    public Task<V1Secret?> GetSecretAsync(string @namespace, string name, CancellationToken cancellationToken) =>
        Task.FromResult(manifests.Secrets.FirstOrDefault(secret => IsAt(secret.Metadata, @namespace, name)));

    /// <inheritdoc/>
    public Task<V1ConfigMap?> GetConfigMapAsync(string @namespace, string name, CancellationToken cancellationToken) =>
        Task.FromResult(manifests.ConfigMaps.FirstOrDefault(map => IsAt(map.Metadata, @namespace, name)));

    private static bool IsAt(V1ObjectMeta metadata, string @namespace, string name) => metadata.NamespaceProperty == @namespace && metadata.Name == name;
}
