using System.Net;
using MoniTao.Operator.Runtime.Api;

namespace MoniTao.Operator.Runtime.Leases;

/// <summary>Reads and writes one Lease. The server's check of resourceVersion makes each write win or change nothing.</summary>
internal sealed class LeaseStore(KubernetesApi api, LeaseOptions options)
{
    private static readonly ApiResource Resource = new("coordination.k8s.io", "v1", "Lease", "leases");

    private readonly string _collection = Resource.Path(options.Namespace);
    private readonly string _path = Resource.Path(options.Namespace, options.Name);

    /// <returns>Null when there is none.</returns>
    public async Task<LeaseRecord?> ReadAsync(TimeSpan deadline, CancellationToken cancellation)
    {
        var response = await api.SendAsync(HttpMethod.Get, _path, null, deadline, cancellation);
        if (response.Status == HttpStatusCode.NotFound)
            return null;
        return response.IsSuccess ? new LeaseRecord(response.Json()) : throw response.ToException();
    }

    /// <returns>The Lease as stored, or null when someone else was first.</returns>
    public async Task<LeaseRecord?> CreateAsync(LeaseRecord lease, TimeSpan deadline, CancellationToken cancellation) =>
        Written(await api.SendAsync(HttpMethod.Post, _collection, ApiBody.Json(lease.ToJson()), deadline, cancellation));

    /// <returns>The Lease as stored, or null when it changed since it was read.</returns>
    public async Task<LeaseRecord?> ReplaceAsync(LeaseRecord lease, TimeSpan deadline, CancellationToken cancellation) =>
        Written(await api.SendAsync(HttpMethod.Put, _path, ApiBody.Json(lease.ToJson()), deadline, cancellation));

    private static LeaseRecord? Written(ApiResponse response)
    {
        // 404: deleted since it was read; the next try creates it.
        if (response.Status is HttpStatusCode.Conflict or HttpStatusCode.NotFound)
            return null;
        return response.IsSuccess ? new LeaseRecord(response.Json()) : throw response.ToException();
    }
}
