using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace MoniTao.TestKit.ApiServers;

/// <summary>What one YAML document says about the object in it; the rest stays the text it was.</summary>
internal sealed record ManifestHead(string ApiVersion, string Kind, string Name, string? Namespace, string Text)
{
    /// <summary>Splits a file into its documents; empty ones are dropped.</summary>
    /// <exception cref="FormatException">A document has no apiVersion, kind or metadata.name.</exception>
    public static IEnumerable<ManifestHead> ReadAll(string yaml) =>
        yaml.ReplaceLineEndings("\n").Split("\n---").Select(text => text.StartsWith("---", StringComparison.Ordinal) ? text[3..] : text)
            .Select(Read).OfType<ManifestHead>();

    /// <summary>The same object as a change of the version that the server has now.</summary>
    public string TextAt(string resourceVersion)
    {
        var stream = Parse(Text);
        var metadata = (YamlMappingNode)stream.Documents[0].RootNode["metadata"];
        metadata.Children["resourceVersion"] = new YamlScalarNode(resourceVersion) { Style = ScalarStyle.DoubleQuoted };
        using var writer = new StringWriter();
        stream.Save(writer, assignAnchors: false);
        return writer.ToString();
    }

    private static YamlStream Parse(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return stream;
    }

    private static ManifestHead? Read(string text)
    {
        var stream = Parse(text);
        if (stream.Documents is not [{ RootNode: YamlMappingNode root }])
            return null;
        var metadata = root.Children.TryGetValue("metadata", out var node) ? node as YamlMappingNode : null;
        return new ManifestHead(Required(root, "apiVersion"), Required(root, "kind"), Required(metadata, "name"), Scalar(metadata, "namespace"), text);
    }

    private static string Required(YamlMappingNode? parent, string key) =>
        Scalar(parent, key) ?? throw new FormatException($"a manifest has no {key}");

    private static string? Scalar(YamlMappingNode? parent, string key) =>
        parent is not null && parent.Children.TryGetValue(key, out var value) ? (value as YamlScalarNode)?.Value : null;
}
