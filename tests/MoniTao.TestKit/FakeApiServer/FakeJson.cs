using System.Globalization;
using System.Text.Json.Nodes;

namespace MoniTao.TestKit.FakeApiServer;

/// <summary>JSON that an API server sends.</summary>
public static class FakeJson
{
    /// <summary>A Status object for an error.</summary>
    public static JsonObject Status(int code, string message) => new()
    {
        ["kind"] = "Status",
        ["apiVersion"] = "v1",
        ["status"] = "Failure",
        ["message"] = message,
        ["code"] = code,
    };

    /// <summary>A list, or one page of it.</summary>
    public static string List(long version, IEnumerable<JsonNode> items, string? next = null)
    {
        var metadata = new JsonObject { ["resourceVersion"] = version.ToString(CultureInfo.InvariantCulture) };
        if (next is not null)
            metadata["continue"] = next;
        return new JsonObject
        {
            ["kind"] = "List",
            ["metadata"] = metadata,
            ["items"] = new JsonArray([.. items.Select(item => item.DeepClone())]),
        }.ToJsonString();
    }

    /// <summary>An object that carries nothing but a version, as bookmarks do.</summary>
    public static JsonObject Bookmark(long version) => new()
    {
        ["metadata"] = new JsonObject { ["resourceVersion"] = version.ToString(CultureInfo.InvariantCulture) },
    };
}
