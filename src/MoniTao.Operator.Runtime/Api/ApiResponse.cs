using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MoniTao.Operator.Runtime.Api;

/// <summary>A complete answer of the API server, whatever its status code.</summary>
/// <param name="Status">HTTP status code.</param>
/// <param name="Body">Body in UTF-8, JSON when the server is well.</param>
/// <param name="RetryAfter">The server's wish from the <c>Retry-After</c> header (RFC 9110, 10.2.3), else null.</param>
public sealed record ApiResponse(HttpStatusCode Status, ReadOnlyMemory<byte> Body, TimeSpan? RetryAfter)
{
    private const int MaximumRawMessage = 300;

    /// <summary>True for 2xx.</summary>
    public bool IsSuccess => (int)Status is >= 200 and < 300;

    /// <summary>True where the same request may succeed later: 401 and 403 (credentials and RBAC heal), 408, 429, 5xx.</summary>
    public bool IsTransient => Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.RequestTimeout
        or HttpStatusCode.TooManyRequests || (int)Status >= 500;

    /// <summary>The body as an object.</summary>
    /// <exception cref="ApiException">The body is not a JSON object.</exception>
    public JsonObject Json()
    {
        try
        {
            return JsonNode.Parse(Body.Span) as JsonObject ?? throw new ApiException("The API server answered JSON that is not an object.");
        }
        catch (JsonException error)
        {
            throw new ApiException($"The API server's answer is not JSON: {error.Message}", inner: error);
        }
    }

    /// <summary>What the server says went wrong: <c>message</c> of its Status object, else the start of the body.</summary>
    public string Message()
    {
        try
        {
            using var document = JsonDocument.Parse(Body);
            if (document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("message", out var message)
                && message.ValueKind == JsonValueKind.String)
                return message.GetString()!;
        }
        catch (JsonException)
        {
            // A proxy or load balancer on the way answers in its own words: they are shown as they are.
        }
        return RuntimeJson.Text(Body.Span[..Math.Min(Body.Length, MaximumRawMessage)]);
    }

    /// <summary>The same answer as an exception, for a caller that cannot go on.</summary>
    public ApiException ToException() => new($"HTTP {(int)Status} from the API server: {Message()}", Status, RetryAfter);
}
