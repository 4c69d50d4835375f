using System.Net;
using k8s;
using k8s.Models;
using MoniTao.Operator.Runtime.Api;

namespace MoniTao.Operator.Runtime.Watching;

/// <summary>Lists all objects, whole or page by page.</summary>
internal sealed class EntityLister<TEntity>(KubernetesApi api, ApiResource resource, WatchOptions options, WatchHealth health)
    where TEntity : class, IKubernetesObject<V1ObjectMeta>
{
    private const int PagedAttempts = 3;

    /// <summary>
    /// Hands each object to <paramref name="take"/> as the API server's cache has it (resourceVersion 0), which may be moments behind: for one
    /// who knows nothing yet and will watch from there (ADR 18). A page of a list is read from etcd and decoded anew, at several times the cost.
    /// </summary>
    /// <returns>The resourceVersion to watch from.</returns>
    /// <exception cref="ApiException">The server refused or did not answer.</exception>
    public async Task<string> ListCachedAsync(Action<DecodedObject<TEntity>> take, CancellationToken cancellation) =>
        Version((await ReadAsync(Address("resourceVersion=0"), take, cancellation)).Version);

    /// <summary>
    /// Hands each object to <paramref name="take"/> as etcd has it, and calls <paramref name="restart"/> before the pages begin anew.
    /// </summary>
    /// <returns>The resourceVersion to watch from.</returns>
    /// <exception cref="ApiException">The server refused or did not answer.</exception>
    public async Task<string> ListAsync(Action restart, Action<DecodedObject<TEntity>> take, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            restart();
            // When the pages keep expiring under a slow link, one large answer is the only consistent one left.
            if (await TryListAsync(attempt <= PagedAttempts ? $"limit={options.PageSize}" : null, take, cancellation) is { } version)
                return version;
        }
    }

    /// <summary>Null when the pages have expired.</summary>
    private async Task<string?> TryListAsync(string? limit, Action<DecodedObject<TEntity>> take, CancellationToken cancellation)
    {
        var (version, next) = await ReadAsync(Address(limit), take, cancellation);
        while (!string.IsNullOrEmpty(next))
        {
            try
            {
                (_, next) = await ReadAsync(Address(limit, $"continue={Uri.EscapeDataString(next)}"), take, cancellation);
            }
            catch (ApiException error) when (error.Status == HttpStatusCode.Gone)
            {
                return null;
            }
        }
        // The first page's version: events since then are replayed by the watch, and replaying does no harm.
        return Version(version);
    }

    private async Task<(string? Version, string? Next)> ReadAsync(string address, Action<DecodedObject<TEntity>> take, CancellationToken cancellation)
    {
        try
        {
            return await api.ReadAsync(address, (body, limit) => TakeAsync(body, take, limit), options.ListDeadline, cancellation);
        }
        catch (ApiException error) when (error.Status is not null)
        {
            health.Contact();
            throw;
        }
    }

    private async Task<(string? Version, string? Next)> TakeAsync(Stream body, Action<DecodedObject<TEntity>> take, CancellationToken cancellation)
    {
        using var list = new ListReader(body, options.MaximumLineBytes);
        while (await list.NextAsync(cancellation) is { } item)
        {
            using (item)
                take(EntityDecoder.Decode<TEntity>(item.RootElement));
            health.Contact();
        }
        health.Contact();
        return (list.ResourceVersion, list.Continue);
    }

    private string Address(params string?[] query)
    {
        var selector = options.LabelSelector is { } labels ? $"labelSelector={Uri.EscapeDataString(labels)}" : null;
        var given = string.Join('&', query.Append(selector).OfType<string>());
        return resource.Path(options.Namespace) + (given.Length == 0 ? "" : "?" + given);
    }

    private static string Version(string? version) => version ?? throw new ApiException("The API server's list carries no resourceVersion.");
}
