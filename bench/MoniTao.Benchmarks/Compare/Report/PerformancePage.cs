using System.Text.Json;
using MoniTao.Benchmarks.Micro;

namespace MoniTao.Benchmarks.Compare.Report;

/// <summary>The parts of <c>docs/performance.md</c> that are made from results, and their picture.</summary>
internal static class PerformancePage
{
    /// <summary>Writes anew what has results; the rest of the page stays.</summary>
    public static void Write(string root)
    {
        var page = Path.Combine(root, "docs", "performance.md");
        var text = File.ReadAllText(page);
        if (Read<CompareResults>(root, "compare.json") is { } compare)
        {
            text = Between(text, "compare", CompareTables.Of(compare));
            File.WriteAllText(Path.Combine(root, "docs", "pictures", "performance.svg"), CompareChart.Of(compare));
        }

        if (Read<MicroResults>(root, "micro.json") is { } micro)
            text = Between(text, "micro", MicroTable.Of(micro));
        File.WriteAllText(page, text);
    }

    private static T? Read<T>(string root, string name)
        where T : class
    {
        var file = Path.Combine(root, "bench", "results", name);
        return File.Exists(file) ? JsonSerializer.Deserialize<T>(File.ReadAllText(file), BenchJson.Options) : null;
    }

    /// <summary>Replaces what stands between the two marks of a part.</summary>
    private static string Between(string page, string part, string text)
    {
        var (begin, end) = ($"<!-- {part}: generated from bench/results -->\n", $"<!-- end of {part} -->");
        var start = page.IndexOf(begin, StringComparison.Ordinal);
        var stop = page.IndexOf(end, StringComparison.Ordinal);
        return start < 0 || stop < start ? throw new BenchException($"docs/performance.md has no marks of {part}") : $"{page[..(start + begin.Length)]}{text}{page[stop..]}";
    }
}
