namespace MoniTao.Operator.Sources;

/// <summary>Cuts a file into its documents before anything is parsed, so that a broken one does not take the rest along.</summary>
internal static class DocumentSplitter
{
    /// <summary>Each document with the number of lines before it. A line that begins with <c>---</c> can only be a separator (YAML 1.2, 9.1.2).</summary>
    public static IEnumerable<(int LinesBefore, string Text)> Split(string text)
    {
        var lines = text.TrimStart('\uFEFF').Split('\n');
        var start = 0;
        for (var i = 1; i <= lines.Length; i++)
        {
            if (i < lines.Length && !IsSeparator(lines[i]))
                continue;
            yield return (start, string.Join('\n', lines[start..i]));
            start = i;
        }
    }

    private static bool IsSeparator(string line) => line.StartsWith("---", StringComparison.Ordinal) && (line.Length == 3 || char.IsWhiteSpace(line[3]));
}
