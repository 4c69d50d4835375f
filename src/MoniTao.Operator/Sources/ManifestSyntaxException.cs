namespace MoniTao.Operator.Sources;

/// <summary>A document that can't be read at all; the reader turns it into a <see cref="ManifestError"/>.</summary>
internal sealed class ManifestSyntaxException(int line, int column, string message) : Exception(message)
{
    /// <summary>From 1, in the document.</summary>
    public int Line { get; } = line;

    /// <summary>From 1.</summary>
    public int Column { get; } = column;
}
