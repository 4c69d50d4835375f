namespace MoniTao.Operator.Sources;

/// <summary>A piece of YAML that knows where it stands. Lines and columns count from 1.</summary>
internal abstract record ManifestNode(int Line, int Column)
{
    /// <summary>A single value.</summary>
    /// <param name="Line">Its line.</param>
    /// <param name="Column">Its column.</param>
    /// <param name="Text">The text without quotes.</param>
    /// <param name="IsPlain">True without quotes: then <c>5</c> is a number and <c>true</c> a boolean.</param>
    public sealed record Scalar(int Line, int Column, string Text, bool IsPlain) : ManifestNode(Line, Column);

    /// <summary>Keys and values in the order of the file.</summary>
    public sealed record Map(int Line, int Column, IReadOnlyList<KeyValuePair<Scalar, ManifestNode>> Entries) : ManifestNode(Line, Column);

    /// <summary>A list.</summary>
    public sealed record List(int Line, int Column, IReadOnlyList<ManifestNode> Items) : ManifestNode(Line, Column);
}
