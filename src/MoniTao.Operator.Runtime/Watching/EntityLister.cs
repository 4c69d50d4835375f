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
            var response = await api.SendAsync(HttpMethod.Get, Address(pageSize, next), null, options.ListDeadline, cancellation);
            health.Contact();
            if (response.Status == HttpStatusCode.Gone && next is not null)
                return null;
            if (!response.IsSuccess)
                throw response.ToException();
            using var page = Parse(response);
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

    private static JsonDocument Parse(ApiResponse response)
    {
        try
        {
            return JsonDocument.Parse(response.Body);
        }
        catch (JsonException error)
        {
            throw new ApiException("The API server's list is not JSON.", inner: error);
        }
    }
}
