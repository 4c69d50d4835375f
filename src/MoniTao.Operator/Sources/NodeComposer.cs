using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace MoniTao.Operator.Sources;

/// <summary>Builds nodes from the events of the YAML parser, with limits that no honest manifest meets.</summary>
internal sealed class NodeComposer
{
    /// <summary>How deep a manifest may nest, its aliases followed.</summary>
    public const int MaximumDepth = 32;

    private readonly Parser _parser;
    private readonly Dictionary<string, ManifestNode> _anchors = new(StringComparer.Ordinal);

    private readonly int _linesBefore;

    private NodeComposer(string text, int linesBefore) => (_parser, _linesBefore) = (new Parser(new StringReader(text)), linesBefore);

    /// <summary>The content of each document in the text; an empty document has none.</summary>
    /// <param name="text">A part of a file.</param>
    /// <param name="linesBefore">How many lines of the file come before it: marks count lines of the file.</param>
    /// <exception cref="ManifestSyntaxException">It is not YAML, or it is nested too deep.</exception>
    public static IReadOnlyList<ManifestNode> Compose(string text, int linesBefore)
    {
        var composer = new NodeComposer(text, linesBefore);
        try
        {
            return composer.Documents();
        }
        catch (YamlException exception)
        {
            throw new ManifestSyntaxException((int)exception.Start.Line + linesBefore, (int)exception.Start.Column, $"not YAML: {exception.Message}");
        }
#pragma warning disable CA1031 // the library's scanner throws whatever a broken text makes it throw
        catch (Exception exception) when (exception is not ManifestSyntaxException)
        {
            var last = composer._parser.Current?.End ?? Mark.Empty;
            throw new ManifestSyntaxException((int)last.Line + linesBefore, (int)last.Column, "not YAML behind this place");
        }
#pragma warning restore CA1031
    }

    private List<ManifestNode> Documents()
    {
        var documents = new List<ManifestNode>();
        while (_parser.MoveNext())
        {
            if (_parser.Current is not DocumentStart)
                continue;
            _parser.MoveNext();
            _anchors.Clear();
            var node = Node(0);
            if (node is not ManifestNode.Scalar { IsPlain: true, Text: "" or "~" or "null" })
                documents.Add(node);
        }

        return documents;
    }

    /// <summary>Reads the node whose first event is current, and leaves its last event current.</summary>
    private ManifestNode Node(int depth)
    {
        var first = _parser.Current!;
        if (depth > MaximumDepth)
            throw Fault(first, $"nested deeper than {MaximumDepth} levels");
        ManifestNode node = first switch
        {
            Scalar scalar => new ManifestNode.Scalar(Line(first), Column(first), scalar.Value, scalar.Style == ScalarStyle.Plain && scalar.Tag.IsEmpty),
            MappingStart => Map(first, depth),
            SequenceStart => List(first, depth),
            AnchorAlias alias => _anchors.TryGetValue(alias.Value.Value, out var known) ? known : throw Fault(first, $"the anchor {alias.Value} is not defined before this place"),
            _ => throw Fault(first, "unexpected content"),
        };
        if (first is NodeEvent { Anchor.IsEmpty: false } anchored)
            _anchors[anchored.Anchor.Value] = node;
        return node;
    }

    private ManifestNode.Map Map(ParsingEvent first, int depth)
    {
        var entries = new List<KeyValuePair<ManifestNode.Scalar, ManifestNode>>();
        while (_parser.MoveNext() && _parser.Current is not MappingEnd)
        {
            var key = Node(depth + 1) as ManifestNode.Scalar ?? throw Fault(_parser.Current!, "a key must be a text");
            _parser.MoveNext();
            entries.Add(new(key, Node(depth + 1)));
        }

        return new ManifestNode.Map(Line(first), Column(first), entries);
    }

    private ManifestNode.List List(ParsingEvent first, int depth)
    {
        var items = new List<ManifestNode>();
        while (_parser.MoveNext() && _parser.Current is not SequenceEnd)
            items.Add(Node(depth + 1));
        return new ManifestNode.List(Line(first), Column(first), items);
    }

    private int Line(ParsingEvent at) => (int)at.Start.Line + _linesBefore;

    private static int Column(ParsingEvent at) => (int)at.Start.Column;

    private ManifestSyntaxException Fault(ParsingEvent at, string message) => new(Line(at), Column(at), message);
}
