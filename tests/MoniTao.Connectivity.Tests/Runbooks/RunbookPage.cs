using System.Text.RegularExpressions;

namespace MoniTao.Connectivity.Tests.Runbooks;

/// <summary>One Markdown page: its lines, and its parts by heading.</summary>
internal sealed partial record RunbookPage(string Name, string File, IReadOnlyList<string> Lines)
{
    public static RunbookPage Read(string file) =>
        new(Path.GetFileNameWithoutExtension(file), file, System.IO.File.ReadAllLines(file));

    /// <summary>The headings of the second level, in order.</summary>
    public IReadOnlyList<string> Headings { get; } = [.. Lines.Where(l => l.StartsWith("## ", StringComparison.Ordinal)).Select(l => l[3..])];

    /// <summary>What stands below a heading of any level, up to the next one; empty when there is no such heading.</summary>
    public IReadOnlyList<string> Section(string heading) =>
        [.. Lines.SkipWhile(l => l.TrimStart('#') != $" {heading}" || l[0] != '#').Skip(1).TakeWhile(l => !Heading().IsMatch(l)).Where(l => l.Length > 0)];

    /// <summary>The rows of the table below a heading, without its head, each as its cells.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Table(string heading) =>
        [.. Section(heading).Where(l => l.StartsWith('|')).Skip(2).Select(l => l.Trim('|').Split('|').Select(c => c.Trim()).ToList())];

    /// <summary>The targets of all links.</summary>
    public IReadOnlyList<string> Links { get; } = [.. Lines.SelectMany(l => Link().Matches(l)).Select(m => m.Groups[1].Value)];

    /// <inheritdoc/>
    public override string ToString() => Name;

    [GeneratedRegex("^#{1,6} ")]
    private static partial Regex Heading();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
