using System.Net;
using System.Text.Json;
using k8s;
using k8s.Models;
using MoniTao.Operator.Runtime.Api;

namespace MoniTao.Operator.Runtime.Watching;

/// <summary>Lists all objects page by page.</summary>
internal sealed class EntityLister<TEntity>(KubernetesApi api, ApiResource resource, WatchOptions options, WatchHealth health)
    where TEntity : class, IKubernetesObject<V1ObjectMeta>
{
    private const int PagedAttempts = 3;

    /// <summary>Hands each object to <paramref name="take"/>, and calls <paramref name="restart"/> before the pages begin anew.</summary>
    /// <returns>The resourceVersion to watch from.</returns>
    /// <exception cref="ApiException">The server refused or did not answer.</exception>
    public async Task<string> ListAsync(Action restart, Action<DecodedObject<TEntity>> take, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            restart();
            // When the pages keep expiring under a slow link, one large answer is the only consistent one left.
            if (await TryListAsync(attempt <= PagedAttempts ? options.PageSize : 0, take, cancellation) is { } version)
                return version;
        }
    }

    private async Task<string?> TryListAsync(int pageSize, Action<DecodedObject<TEntity>> take, CancellationToken cancellation)
    {
        string? version = null;
        string? next = null;
        do
        {
            using var page = await ReadAsync(Address(pageSize, next), next is not null, cancellation);
            if (page is null)
                return null;
            foreach (var item in Items(page.RootElement))
                take(EntityDecoder.Decode<TEntity>(item));
            var metadata = EntityDecoder.Child(page.RootElement, "metadata");
            // The first page's version: events since then are replayed by the watch, and replaying does no harm.
            version ??= EntityDecoder.Text(metadata, "resourceVersion");
            next = EntityDecoder.Text(metadata, "continue");
        }
        while (!string.IsNullOrEmpty(next));
        return version ?? throw new ApiException("The API server's list carries no resourceVersion.");
    }

    private string Address(int pageSize, string? next)
    {
        var query = new List<string>();
        if (pageSize > 0)
            query.Add($"limit={pageSize}");
        if (options.LabelSelector is { } selector)
            query.Add($"labelSelector={Uri.EscapeDataString(selector)}");
        if (next is not null)
            query.Add($"continue={Uri.EscapeDataString(next)}");
        return resource.Path(options.Namespace) + (query.Count == 0 ? "" : "?" + string.Join('&', query));
    }

    private static JsonElement.ArrayEnumerator Items(JsonElement list) =>
        EntityDecoder.Child(list, "items") is { ValueKind: JsonValueKind.Array } items ? items.EnumerateArray() : default;

    /// <summary>Null when the pages have expired.</summary>
    private async Task<JsonDocument?> ReadAsync(string address, bool continued, CancellationToken cancellation)
    {
        try
        {
            var page = await api.ReadAsync(address, options.ListDeadline, cancellation);
            health.Contact();
            return page;
        }
        catch (ApiException error) when (error.Status is not null)
        {
            health.Contact();
            if (continued && error.Status == HttpStatusCode.Gone)
                return null;
            throw;
        }
    }
}
