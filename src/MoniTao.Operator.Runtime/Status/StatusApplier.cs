using System.Buffers;
using System.Net;
using System.Text.Json;
using MoniTao.Operator.Runtime.Api;

namespace MoniTao.Operator.Runtime.Status;

/// <summary>
/// Writes status by server-side apply with one fixed field manager, by force: the operator owns exactly the fields it sends, and
/// a field left out of the next write is removed. No other part of the object is touched.
/// </summary>
public sealed class StatusApplier(KubernetesApi api, string fieldManager)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    private readonly string _query = $"?fieldManager={Uri.EscapeDataString(fieldManager)}&force=true";
    private long _writes;
    private long _failures;

    /// <summary>Writes stored by the server.</summary>
    public long Writes => Volatile.Read(ref _writes);

    /// <summary>Writes with any other outcome, <see cref="StatusOutcome.NotFound"/> included.</summary>
    public long Failures => Volatile.Read(ref _failures);

    /// <summary>Writes the status, once. Never throws for what the server or the network does.</summary>
    /// <param name="target">The object.</param>
    /// <param name="status">A JSON object in UTF-8: the value of <c>status</c>.</param>
    /// <param name="cancellation">Surfaces as <see cref="OperationCanceledException"/>; whether the write was stored is then unknown.</param>
    public async Task<StatusResult> ApplyAsync(StatusTarget target, ReadOnlyMemory<byte> status, CancellationToken cancellation)
    {
        var path = target.Resource.Path(target.Namespace, target.Name, "status") + _query;
        StatusResult result;
        try
        {
            result = Judge(await api.SendAsync(HttpMethod.Patch, path, ApiBody.Apply(Body(target, status)), Deadline, cancellation));
        }
        catch (ApiException error)
        {
            result = new StatusResult(StatusOutcome.Unavailable, error.Message);
        }
        Interlocked.Increment(ref result.Outcome == StatusOutcome.Applied ? ref _writes : ref _failures);
        return result;
    }

    /// <inheritdoc cref="ApplyAsync(StatusTarget, ReadOnlyMemory{byte}, CancellationToken)"/>
    public Task<StatusResult> ApplyAsync(StatusTarget target, JsonElement status, CancellationToken cancellation) =>
        ApplyAsync(target, JsonSerializer.SerializeToUtf8Bytes(status), cancellation);

    private static StatusResult Judge(ApiResponse response) => response.Status switch
    {
        _ when response.IsSuccess => new(StatusOutcome.Applied),
        HttpStatusCode.NotFound => new(StatusOutcome.NotFound, response.Message()),
        HttpStatusCode.Conflict => new(StatusOutcome.Conflict, response.Message(), response.RetryAfter),
        _ when response.IsTransient => new(StatusOutcome.Unavailable, response.Message(), response.RetryAfter),
        _ => new(StatusOutcome.Invalid, response.Message()),
    };

    private static ReadOnlyMemory<byte> Body(StatusTarget target, ReadOnlyMemory<byte> status)
    {
        var buffer = new ArrayBufferWriter<byte>(status.Length + 256);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("apiVersion", target.Resource.ApiVersion);
        json.WriteString("kind", target.Resource.Kind);
        json.WriteStartObject("metadata");
        json.WriteString("name", target.Name);
        if (target.Namespace.Length > 0)
            json.WriteString("namespace", target.Namespace);
        json.WriteEndObject();
        json.WritePropertyName("status");
        json.WriteRawValue(status.Span);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }
}
