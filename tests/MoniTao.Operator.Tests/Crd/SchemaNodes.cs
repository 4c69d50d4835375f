using System.Text.Json.Nodes;
using MoniTao.Operator.Crd;

namespace MoniTao.Operator.Tests.Crd;

/// <summary>Walks a schema node by node.</summary>
internal static class SchemaNodes
{
    public static IEnumerable<(string Path, JsonObject Node)> All() => Walk("", JsonNode.Parse(CrdGenerator.Schema().ToJsonString())!.AsObject());

    private static IEnumerable<(string Path, JsonObject Node)> Walk(string path, JsonObject node)
    {
        yield return (path, node);
        var children = new List<(string, JsonObject)>();
        foreach (var (name, child) in node["properties"] as JsonObject ?? [])
            children.Add(($"{path}.{name}".TrimStart('.'), child!.AsObject()));
        if (node["items"] is JsonObject items)
            children.Add(($"{path}[]", items));
        if (node["additionalProperties"] is JsonObject values)
            children.Add(($"{path}[*]", values));
        foreach (var found in children.SelectMany(child => Walk(child.Item1, child.Item2)))
            yield return found;
    }
}
