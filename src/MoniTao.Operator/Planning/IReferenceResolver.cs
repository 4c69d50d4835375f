using k8s.Models;

namespace MoniTao.Operator.Planning;

/// <summary>
/// Reads what a monitor refers to: from the API server in a cluster, from the manifests in <c>monitao run</c>. The planner asks
/// for the namespace of the monitor only.
/// </summary>
public interface IReferenceResolver
{
    /// <summary>The Secret, or null when there is none. Any other trouble, such as a refused permission, is an exception.</summary>
    Task<V1Secret?> GetSecretAsync(string @namespace, string name, CancellationToken cancellationToken);

    /// <summary>The ConfigMap, or null when there is none. Any other trouble, such as a refused permission, is an exception.</summary>
    Task<V1ConfigMap?> GetConfigMapAsync(string @namespace, string name, CancellationToken cancellationToken);
}
