using System.Text.Json.Nodes;

namespace MoniTao.Operator.Crd;

/// <summary>The order of the keywords of a schema: the same on every run and machine, and what people look for comes first.</summary>
internal static class SchemaOrder
{
    private static readonly string[] Keywords =
    [
        "description", "type", "format", "enum", "default", "minimum", "maximum", "minLength", "maxLength", "pattern", "minItems",
        "maxItems", "maxProperties", "x-kubernetes-list-type", "x-kubernetes-list-map-keys", "x-kubernetes-map-type", "x-kubernetes-validations", "required",
        "items", "additionalProperties", "properties",
    ];

    /// <summary>Sorts the keywords of this node, not of those within.</summary>
    /// <exception cref="InvalidOperationException">A keyword that no CRD takes, such as <c>$ref</c>.</exception>
    public static void Sort(JsonObject schema)
    {
        var entries = schema.OrderBy(entry => Rank(entry.Key)).ToList();
        schema.Clear();
        foreach (var (key, value) in entries)
            schema.Add(key, value);
    }

    private static int Rank(string keyword)
    {
        var rank = Array.IndexOf(Keywords, keyword);
        return rank >= 0 ? rank : throw new InvalidOperationException($"the exporter wrote \"{keyword}\", which has no place in a CRD");
    }
}
