using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using k8s.Models;
using MoniTao.Operator.Api;
using MoniTao.Operator.Api.Spec;
using MoniTao.Operator.Planning;

namespace MoniTao.Operator.Sources;

/// <summary>
/// Reads manifests as strictly as <c>kubectl apply --validate=strict</c>, and says file, line, column and field of what is wrong.
/// A document with an error is left out; the others are read.
/// </summary>
public sealed class ManifestReader
{
    private const int MaximumLength = 8 * 1024 * 1024;
    private const string KnownKinds = "ConnectivityMonitor (monitao.io/v1alpha1), Secret (v1) and ConfigMap (v1)";

    private readonly string _file;
    private readonly List<ManifestMonitor> _monitors = [];
    private readonly List<V1Secret> _secrets = [];
    private readonly List<V1ConfigMap> _maps = [];
    private readonly List<ManifestError> _errors = [];

    private ManifestReader(string file) => _file = file;

    /// <summary>Reads a text of one document or more. Never throws for what is in the text.</summary>
    /// <param name="file">How errors name the file.</param>
    /// <param name="text">YAML or JSON.</param>
    public static ManifestSet Read(string file, string text)
    {
        var reader = new ManifestReader(file);
        if (text.Length > MaximumLength)
            reader._errors.Add(new ManifestError(file, 1, 1, "", $"is longer than {MaximumLength} characters"));
        else
            reader.ReadDocuments(text);
        return ManifestSet.Join([new ManifestSet(reader._monitors, reader._secrets, reader._maps, reader._errors)]);
    }

    private void ReadDocuments(string text)
    {
        foreach (var (before, document) in DocumentSplitter.Split(text))
        {
            try
            {
                foreach (var node in NodeComposer.Compose(document, before))
                    ReadObject(node);
            }
            catch (ManifestSyntaxException exception)
            {
                _errors.Add(new ManifestError(_file, exception.Line, exception.Column, "", exception.Message));
            }
        }
    }

    private void ReadObject(ManifestNode node)
    {
        if (node is not ManifestNode.Map map)
        {
            Add(node, "", "is not a manifest: it must be a map with apiVersion, kind, metadata and spec");
            return;
        }

        var kind = Text(map, "kind");
        var apiVersion = Text(map, "apiVersion");
        if (ManifestSchemas.Find(apiVersion?.Text ?? "", kind?.Text ?? "") is not { } schema)
        {
            Add(kind ?? apiVersion ?? node, kind is null ? "kind" : "apiVersion/kind", $"\"{apiVersion?.Text} {kind?.Text}\" is not known here; known are {KnownKinds}");
            return;
        }

        var reader = new StrictReader(quotesValues: kind!.Text != "Secret");
        var json = reader.Read(map, schema);
        var faults = reader.Faults.Concat(MetadataFaults(map, json, reader)).ToList();
        if (kind.Text == "Secret")
            faults.AddRange(SecretData.Faults(json, reader));
        _errors.AddRange(faults.Select(fault => new ManifestError(_file, fault.Line, fault.Column, fault.Path, fault.Message)));
        if (faults.Count == 0)
            Keep(kind.Text, json, node, reader);
    }

    private void Keep(string kind, JsonObject json, ManifestNode node, StrictReader reader)
    {
        try
        {
            if (kind == "Secret")
                _secrets.Add(SecretData.Merge(json.Deserialize<V1Secret>(ApiJson.Options)!));
            else if (kind == "ConfigMap")
                _maps.Add(json.Deserialize<V1ConfigMap>(ApiJson.Options)!);
            else
                _monitors.Add(new ManifestMonitor(json.Deserialize<ConnectivityMonitor>(ApiJson.Options)!, _file, reader.Positions));
        }
        catch (JsonException exception)
        {
            // The schema has let through what the types refuse: still an error of the manifest, never a crash.
            Add(node, exception.Path?.TrimStart('$', '.') ?? "", "has a value that can't be read");
        }
    }

    private static IEnumerable<ManifestFault> MetadataFaults(ManifestNode.Map map, JsonObject json, StrictReader reader)
    {
        if (json["metadata"] is not JsonObject metadata || metadata["name"] is not JsonValue name)
        {
            yield return new ManifestFault(map.Line, map.Column, "metadata.name", "is required");
            yield break;
        }

        metadata["namespace"] ??= "default";
        foreach (var (field, value) in new[] { ("metadata.name", name), ("metadata.namespace", metadata["namespace"]!.AsValue()) })
        {
            var text = value.GetValue<string>();
            if (text.Length > ObjectNames.MaximumLength || !BoundsChecker.Matches(text, ObjectNames.Pattern))
                yield return new ManifestFault(reader.Positions[field].Line, reader.Positions[field].Column, field, ObjectNames.Message);
        }
    }

    private void Add(ManifestNode node, string path, string message) => _errors.Add(new ManifestError(_file, node.Line, node.Column, path, message));

    private static ManifestNode.Scalar? Text(ManifestNode.Map map, string key) =>
        map.Entries.FirstOrDefault(entry => entry.Key.Text == key).Value as ManifestNode.Scalar;
}
