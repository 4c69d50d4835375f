using System.Net;
using System.Text.Json;
using k8s.Models;
using MoniTao.Operator.Planning;
using MoniTao.Operator.Runtime.Api;

namespace MoniTao.Operator.Controllers;

/// <summary>Reads Secrets and ConfigMaps one by one, by name: no list, no watch, so that the role needs nothing but <c>get</c>.</summary>
public sealed class ApiReferences(KubernetesApi api, TimeProvider time) : IReferenceResolver
{
    private readonly SharedReads _reads = new(time);

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);
    private static readonly ApiResource Secrets = new("", "v1", "Secret", "secrets");
    private static readonly ApiResource ConfigMaps = new("", "v1", "ConfigMap", "configmaps");

    /// <inheritdoc/>
    public Task<V1Secret?> GetSecretAsync(string @namespace, string name, CancellationToken cancellationToken) =>
        GetAsync<V1Secret>(Secrets.Path(@namespace, name)).WaitAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<V1ConfigMap?> GetConfigMapAsync(string @namespace, string name, CancellationToken cancellationToken) =>
        GetAsync<V1ConfigMap>(ConfigMaps.Path(@namespace, name)).WaitAsync(cancellationToken);

    private Task<T?> GetAsync<T>(string path) where T : class => _reads.GetAsync(path, () => ReadAsync<T>(path));

    private async Task<T?> ReadAsync<T>(string path) where T : class
    {
        var response = await api.SendAsync(HttpMethod.Get, path, null, Deadline, CancellationToken.None);
        if (response.Status == HttpStatusCode.NotFound)
            return null;
        return response.IsSuccess ? JsonSerializer.Deserialize<T>(response.Body.Span, RuntimeJson.Options) : throw response.ToException();
    }
}
