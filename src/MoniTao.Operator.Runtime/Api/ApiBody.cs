using System.Text.Json.Nodes;

namespace MoniTao.Operator.Runtime.Api;

/// <summary>A request body with the media type that tells the API server what to do with it.</summary>
/// <param name="Utf8">JSON in UTF-8.</param>
/// <param name="MediaType">Content type of the request.</param>
public sealed record ApiBody(ReadOnlyMemory<byte> Utf8, string MediaType)
{
    /// <summary>A whole object, for POST and PUT.</summary>
    public static ApiBody Json(JsonNode body) => new(RuntimeJson.ToUtf8(body), "application/json");

    /// <summary>A JSON merge patch (RFC 7396).</summary>
    public static ApiBody MergePatch(JsonNode body) => new(RuntimeJson.ToUtf8(body), "application/merge-patch+json");

    /// <summary>A server-side apply configuration. JSON is YAML, and no YAML library is needed to write it.</summary>
    public static ApiBody Apply(ReadOnlyMemory<byte> utf8) => new(utf8, "application/apply-patch+yaml");
}
