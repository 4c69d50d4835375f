using System.Net;
using System.Text.Json;
using k8s;
using k8s.Models;
using MoniTao.Operator.Runtime.Api;
using MoniTao.Operator.Runtime.Caching;

namespace MoniTao.Operator.Runtime.Watching;

/// <summary>One watch request, read line by line into the cache.</summary>
internal sealed class EntityStream<TEntity>(
    KubernetesApi api, ApiResource resource, WatchOptions options, EntityCache<TEntity> cache, WatchHealth health, WatchLog log, TimeProvider clock)
    where TEntity : class, IKubernetesObject<V1ObjectMeta>
{
    /// <summary>The newest resourceVersion seen, from objects and bookmarks.</summary>
    public string ResourceVersion { get; private set; } = "";

    /// <summary>True when at least one event was received.</summary>
    public bool Progressed { get; private set; }

    /// <exception cref="ApiException">The server refused, sent an error, or the connection broke.</exception>
    public async Task<WatchOutcome> ReadAsync(string fromVersion, CancellationToken cancellation)
    {
        ResourceVersion = fromVersion;
        var life = TimeSpan.FromSeconds(Random.Shared.Next((int)options.MinimumWatch.TotalSeconds, (int)options.MaximumWatch.TotalSeconds + 1));
        using var deadline = new CancellationTokenSource(life + options.WatchGrace, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        try
        {
            using var response = await api.OpenAsync(Address(life), either.Token);
            health.Contact();
            health.Opened();
            await using var body = await response.Content.ReadAsStreamAsync(either.Token);
            return await ReadLinesAsync(body, either.Token);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            log.DeadlinePassed(resource.Plural, life.TotalSeconds);
            return WatchOutcome.Closed;
        }
        catch (HttpIOException error) when (error.HttpRequestError == HttpRequestError.ResponseEnded)
        {
            // Servers and proxies close a watch that has had its time without the end of the body that HTTP asks for.
            return WatchOutcome.Closed;
        }
        catch (IOException error)
        {
            throw new ApiException($"The watch broke off: {error.GetBaseException().Message}", inner: error);
        }
    }

    private async Task<WatchOutcome> ReadLinesAsync(Stream body, CancellationToken cancellation)
    {
        using var lines = new LineReader(body, options.MaximumLineBytes);
        try
        {
            while (await lines.ReadLineAsync(cancellation) is { } line)
            {
                if (line.Length == 0)
                    continue;
                health.Contact();
                using var json = JsonDocument.Parse(line);
                if (!Take(json.RootElement))
                    return WatchOutcome.Relist;
            }
            return WatchOutcome.Closed;
        }
        catch (Exception error) when (error is LineTooLongException or JsonException)
        {
            // Which object it was cannot be told, so only a list can restore what this line would have said.
            health.Undecodable();
            log.UnreadableLine(resource.Plural, error.Message);
            return WatchOutcome.Relist;
        }
    }

    private bool Take(JsonElement line)
    {
        health.Received();
        Progressed = true;
        var json = EntityDecoder.Child(line, "object");
        var type = EntityDecoder.Text(line, "type");
        if (type == "ERROR")
            return TakeError(json);
        if (type == "BOOKMARK")
        {
            Advance(EntityDecoder.Text(EntityDecoder.Child(json, "metadata"), "resourceVersion"));
            return true;
        }
        var decoded = EntityDecoder.Decode<TEntity>(json);
        if (type == "DELETED" && decoded.Key is { } key)
            cache.Remove(key);
        else if (decoded.Entity is { } entity)
            cache.Set(entity);
        else
        {
            health.Undecodable();
            log.Undecodable(decoded.Error, resource.Kind, decoded.Key?.ToString() ?? "?");
        }
        Advance(decoded.ResourceVersion);
        return true;
    }

    private bool TakeError(JsonElement status)
    {
        Progressed = false;
        var code = EntityDecoder.Child(status, "code") is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var value) ? value : 0;
        return code == (int)HttpStatusCode.Gone
            ? false
            : throw new ApiException($"The watch reported error {code}: {EntityDecoder.Text(status, "message")}", (HttpStatusCode)code);
    }

    private void Advance(string? version)
    {
        if (!string.IsNullOrEmpty(version))
            ResourceVersion = version;
    }

    private string Address(TimeSpan life)
    {
        var query = $"?watch=true&allowWatchBookmarks=true&timeoutSeconds={(int)life.TotalSeconds}&resourceVersion={Uri.EscapeDataString(ResourceVersion)}";
        if (options.LabelSelector is { } selector)
            query += $"&labelSelector={Uri.EscapeDataString(selector)}";
        return resource.Path(options.Namespace) + query;
    }
}
