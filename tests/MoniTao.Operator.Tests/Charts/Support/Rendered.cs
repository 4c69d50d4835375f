using System.Text.Json.Nodes;
using MoniTao.Operator.Sources;

namespace MoniTao.Operator.Tests.Charts.Support;

/// <summary>One object as helm or kustomize wrote it.</summary>
internal sealed record Rendered(JsonObject Json)
{
    public string Kind => Text("kind");

    public string Name => Text("metadata", "name");

    public string Namespace => Text("metadata", "namespace");

    /// <summary>The spec of a Pod, or of those that a Deployment makes; null for what makes none.</summary>
    public JsonNode? Pod => Kind == "Pod" ? Find("spec") : Find("spec", "template", "spec");

    /// <summary>What the first container of the pod is started with.</summary>
    public string[] Arguments => [.. Pod!["containers"]![0]!["args"]!.AsArray().Select(argument => (string)argument!)];

    public override string ToString() => $"{Kind}/{Name}";

    /// <summary>The objects of a stream of YAML documents.</summary>
    public static IReadOnlyList<Rendered> Parse(string yaml) =>
        [.. NodeComposer.Compose(yaml, 0).Select(document => new Rendered((JsonObject)ToJson(document)!))];

    /// <summary>Any YAML as JSON.</summary>
    public static JsonNode? ToJson(ManifestNode node) => node switch
    {
        ManifestNode.Map map => new JsonObject(map.Entries.Select(entry => KeyValuePair.Create(entry.Key.Text, ToJson(entry.Value)))),
        ManifestNode.List list => new JsonArray([.. list.Items.Select(ToJson)]),
        ManifestNode.Scalar scalar when ScalarReader.IsNull(scalar) => null,
        ManifestNode.Scalar scalar => ScalarReader.Read(scalar, null, null, out _),
        _ => throw new InvalidOperationException($"unexpected {node}"),
    };

    /// <summary>A text within the object, or an empty one.</summary>
    public string Text(params string[] path) => Find(path) is JsonValue value ? value.ToString() : "";

    /// <summary>Any part of the object, or null.</summary>
    public JsonNode? Find(params string[] path) => path.Aggregate((JsonNode?)Json, (node, key) => node?[key]);
}
