namespace MoniTao.Connectivity.Tests.Runbooks;

/// <summary>The pages in <c>docs/runbooks</c> of the working copy that the tests were built from.</summary>
internal static class RunbookFolder
{
    public const string IndexName = "README";

    public static string Path { get; } = Find();

    public static RunbookPage Index { get; } = RunbookPage.Read(System.IO.Path.Combine(Path, $"{IndexName}.md"));

    /// <summary>Every page of a reason.</summary>
    public static IReadOnlyList<RunbookPage> Pages { get; } =
        [.. Directory.EnumerateFiles(Path, "*.md").Select(RunbookPage.Read).Where(p => p.Name != IndexName).OrderBy(p => p.Name, StringComparer.Ordinal)];

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "MoniTao.Operator.sln")))
                return System.IO.Path.Combine(folder.FullName, "docs", "runbooks");
        }

        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} is the working copy.");
    }
}
