using System.Text.Json.Nodes;

namespace MoniTao.Operator.Sources;

/// <summary>Turns YAML into JSON along a schema and notes every field that the schema does not know or that has another type.</summary>
/// <param name="quotesValues">False for a Secret: then no message holds a value.</param>
internal sealed class StrictReader(bool quotesValues)
{
    /// <summary>An alias counts each time it is used, so a small file can't grow into a large object.</summary>
    private const int MaximumNodes = 100_000;

    private readonly List<ManifestFault> _faults = [];
    private readonly Dictionary<string, (int Line, int Column)> _positions = new(StringComparer.Ordinal);
    private int _nodes;
    private int _depth;

    /// <summary>What is wrong, in the order of the file.</summary>
    public IReadOnlyList<ManifestFault> Faults => _faults;

    /// <summary>Where each field stands.</summary>
    public IReadOnlyDictionary<string, (int Line, int Column)> Positions => _positions;

    /// <summary>Reads a whole document.</summary>
    public JsonObject Read(ManifestNode.Map document, JsonObject schema) => Map(document, schema, "");

    private JsonNode? Value(ManifestNode node, JsonObject schema, string path)
    {
        _positions[path] = (node.Line, node.Column);
        if (_depth == NodeComposer.MaximumDepth)
            throw new ManifestSyntaxException(node.Line, node.Column, $"nested deeper than {NodeComposer.MaximumDepth} levels, by its aliases");
        _depth++;
        var value = Typed(node, schema, path);
        _depth--;
        return value;
    }

    private JsonNode? Typed(ManifestNode node, JsonObject schema, string path)
    {
        var type = (string?)schema["type"];
        switch (node)
        {
            case ManifestNode.Map map when type is "object" or null:
                return Map(map, schema, path);
            case ManifestNode.List list when type is "array" or null:
                return List(list, schema, path);
            case ManifestNode.Scalar scalar:
                var value = ScalarReader.Read(scalar, type, (string?)schema["format"], out var error);
                return error.Length == 0 ? value : Fault(node, path, quotesValues ? error : $"must be of type {type}; a text that looks like a number or a boolean needs quotes");
            default:
                return Fault(node, path, $"must not be a {(node is ManifestNode.Map ? "map" : "list")}");
        }
    }

    private JsonObject Map(ManifestNode.Map map, JsonObject schema, string path)
    {
        var result = new JsonObject();
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        var fields = schema["properties"] as JsonObject;
        foreach (var (key, node) in map.Entries)
        {
            Count(key);
            var field = fields is null ? $"{path}[{key.Text}]" : path.Length == 0 ? key.Text : $"{path}.{key.Text}";
            var known = fields is null ? schema["additionalProperties"] as JsonObject ?? [] : fields[key.Text] as JsonObject;
            if (!seen.TryAdd(key.Text, key.Line))
                Fault(key, field, $"is given twice, first in line {seen[key.Text]}");
            else if (known is null)
                Fault(key, field, "is not a field" + Suggestion(key.Text, fields!));
            else if (!ScalarReader.IsNull(node) && Value(node, known, field) is { } value)
                result.Add(key.Text, value);
        }

        foreach (var name in schema["required"]?.AsArray() ?? [])
        {
            if (!seen.ContainsKey((string)name!))
                Fault(map, path.Length == 0 ? (string)name! : $"{path}.{name}", "is required");
        }

        return result;
    }

    private JsonArray List(ManifestNode.List list, JsonObject schema, string path)
    {
        var result = new JsonArray();
        var items = schema["items"] as JsonObject ?? [];
        for (var i = 0; i < list.Items.Count; i++)
        {
            Count(list.Items[i]);
            if (ScalarReader.IsNull(list.Items[i]))
                Fault(list.Items[i], $"{path}[{i}]", "is empty");
            else
                result.Add(Value(list.Items[i], items, $"{path}[{i}]"));
        }

        return result;
    }

    private void Count(ManifestNode node)
    {
        if (++_nodes > MaximumNodes)
            throw new ManifestSyntaxException(node.Line, node.Column, $"has more than {MaximumNodes} values");
    }

    private static string Suggestion(string given, JsonObject fields)
    {
        var close = fields.Select(field => field.Key).FirstOrDefault(name => name.Equals(given, StringComparison.OrdinalIgnoreCase))
            ?? fields.Select(field => field.Key).FirstOrDefault(name => Spelling.IsClose(name, given));
        return close is null ? "" : $"; did you mean {close}?";
    }

    private JsonNode? Fault(ManifestNode node, string path, string message)
    {
        _faults.Add(new ManifestFault(node.Line, node.Column, path, message));
        return null;
    }
}
