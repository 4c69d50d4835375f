using System.Text.Json.Nodes;

namespace MoniTao.Operator.Crd;

/// <summary>The type and bounds of a field in one phrase, such as <c>integer, 5 to 86400</c>.</summary>
internal static class SchemaSummary
{
    /// <summary>The phrase for one field.</summary>
    public static string Of(JsonObject field)
    {
        var parts = new List<string> { TypeOf(field) };
        if (field["enum"] is JsonArray values)
            parts.Add("one of " + string.Join(", ", values.Select(value => $"`{value}`")));
        if (field["minimum"] is { } minimum)
            parts.Add(field["maximum"] is { } maximum ? $"{minimum} to {maximum}" : $"at least {minimum}");
        if (field["maxLength"] is { } length)
            parts.Add($"at most {length} long");
        if (field["maxItems"] is { } items)
            parts.Add(field["minItems"] is { } least ? $"{least} to {items}" : $"at most {items}");
        if (field["maxProperties"] is { } properties)
            parts.Add($"at most {properties}");
        if ((string?)field["x-kubernetes-list-type"] == "set")
            parts.Add("no two alike");
        return string.Join(", ", parts);
    }

    private static string TypeOf(JsonObject field) => (string?)field["type"] switch
    {
        "array" => "list of " + ((string?)field["items"]?["type"] == "object" ? "objects" : (string?)field["items"]?["type"] + "s"),
        "object" when field["additionalProperties"] is not null => "map of strings",
        "string" when field["format"] is not null => "time (RFC 3339)",
        var type => type ?? "anything",
    };
}
