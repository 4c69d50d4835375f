using System.Text.RegularExpressions;
using MoniTao.Connectivity.Classification;

namespace MoniTao.Operator.Runbooks;

/// <summary>A page of <c>docs/runbooks</c>, which every executable carries.</summary>
/// <param name="Name">The name of its reason; <c>README</c> for the index.</param>
/// <param name="Text">In Markdown.</param>
internal sealed partial record RunbookPage(string Name, string Text)
{
    private const string IndexName = "README";
    private const string Folder = "runbooks/";

    private static readonly Lazy<IReadOnlyDictionary<string, RunbookPage>> Pages = new(() =>
        typeof(RunbookPage).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Select(Read)
            .ToDictionary(page => page.Name, StringComparer.OrdinalIgnoreCase));

    /// <summary>The list of all pages, and what the errors of other programs are called here.</summary>
    public static RunbookPage Index => Pages.Value[IndexName];

    /// <summary>The page of a reason; a test keeps them complete.</summary>
    public static RunbookPage Of(Reason reason) => Pages.Value[reason.Name];

    /// <summary>The page of that name, in any case of letters, or null.</summary>
    public static RunbookPage? Find(string name) => Pages.Value.GetValueOrDefault(name);

    /// <summary>The rows of "Called elsewhere": where, and how it is called there.</summary>
    public IEnumerable<(string Where, string Names)> CalledElsewhere() =>
        from line in Text.Split('\n').SkipWhile(line => line != "## Called elsewhere").Skip(1).TakeWhile(line => !line.StartsWith('#'))
        let row = Row().Match(line)
        where row.Success && row.Groups[1].Value is not ("Where" or "---")
        select (row.Groups[1].Value, row.Groups[2].Value);

    private static RunbookPage Read(string resource)
    {
        using var reader = new StreamReader(typeof(RunbookPage).Assembly.GetManifestResourceStream(resource)!);
        return new RunbookPage(Path.GetFileNameWithoutExtension(resource), reader.ReadToEnd().ReplaceLineEndings("\n"));
    }

    [GeneratedRegex(@"^\| ?(.+?) ?\| ?(.+?) ?\|$")]
    private static partial Regex Row();
}
