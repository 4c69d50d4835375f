namespace MoniTao.Operator.Sources;

/// <summary>Why a manifest was left out.</summary>
/// <param name="File">The file as it was named to the reader.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
/// <param name="Path">The field, such as <c>spec.http.method</c>; empty when the text is not YAML.</param>
/// <param name="Message">What is wrong and what to do.</param>
public sealed record ManifestError(string File, int Line, int Column, string Path, string Message)
{
    /// <summary>The form that editors and terminals turn into a link.</summary>
    public override string ToString() => Path.Length == 0 ? $"{File}:{Line}:{Column}: {Message}" : $"{File}:{Line}:{Column}: {Path}: {Message}";
}
