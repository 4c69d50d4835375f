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

    private static ManifestHead? Read(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
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
