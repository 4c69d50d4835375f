using System.Text.RegularExpressions;
using MoniTao.TestKit;

namespace MoniTao.Operator.Tests.Documentation;

/// <summary>Who follows a link in the documentation arrives: at a file, a picture, a section.</summary>
public sealed partial class LinksTests
{
    public static TheoryData<string> Pages { get; } =
        ["README.md", "CONTRIBUTING.md", "bench/README.md", .. Directory.EnumerateFiles(At("docs"), "*.md").Select(file => $"docs/{Path.GetFileName(file)}").Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Each_link_within_the_repository_leads_somewhere(string page)
    {
        var folder = Path.GetDirectoryName(At(page))!;
        var links = Link().Matches(File.ReadAllText(At(page))).Select(match => match.Groups[1].Value).Where(link => !link.Contains("://", StringComparison.Ordinal));

        Assert.All(links, link =>
        {
            var parts = link.Split('#');
            Assert.True(Exists(parts[0].Length > 0 ? Path.Combine(folder, parts[0]) : At(page), parts.ElementAtOrDefault(1)), link);
        });
    }

    [Theory]
    [InlineData("install.md", "Install", "The image", "The chart", "What it is allowed to do", "Uninstall")]
    [InlineData("upgrade.md", "Upgrade")]
    [InlineData("gitops.md", "GitOps", "Flux", "Argo CD")]
    [InlineData("faq.md", "It works for me, but not for the monitor", "Ping works, but HTTP does not", "It is intermittent")]
    [InlineData("dashboards.md", "Fleet", "Monitor", "Heat map", "Operator", "From an alert to its dashboard")]
    [InlineData("alerts.md", "Wire it up", "What the push promises", "How fast", "The alerts")]
    public void Page_has_these_sections(string page, params string[] sections) =>
        Assert.Subset(Headings(At(Path.Combine("docs", page))).Select(heading => heading.TrimStart("0123456789. ".ToCharArray())).ToHashSet(), sections.ToHashSet());

    [Fact]
    public void Each_dashboard_has_a_picture()
    {
        var page = File.ReadAllText(At("docs/dashboards.md"));

        Assert.All(
            Directory.EnumerateFiles(At("dashboards"), "*.json").Select(Path.GetFileNameWithoutExtension),
            name => Assert.Contains($"](pictures/{name}.png)", page, StringComparison.Ordinal));
    }

    private static bool Exists(string path, string? section) =>
        Path.Exists(path) && (section is null || !path.EndsWith(".md", StringComparison.Ordinal) || Headings(path).Select(Anchor).Contains(section));

    private static IEnumerable<string> Headings(string path) => Fence().Replace(File.ReadAllText(path), "").Split('\n')
        .Where(line => line.StartsWith('#')).Select(line => line.TrimStart('#').Trim());

    /// <summary>As the usual sites that show Markdown make it of a heading.</summary>
    private static string Anchor(string heading) => NoAnchor().Replace(LinkedText().Replace(heading, "$1").ToLowerInvariant(), "").Replace(' ', '-');

    private static string At(string path) => Path.Combine(RepositoryFolder.Path, path);

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\[([^\]]*)\]\([^)]*\)")]
    private static partial Regex LinkedText();

    [GeneratedRegex(@"(?ms)^\s*```.*?^\s*```")]
    private static partial Regex Fence();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NoAnchor();
}
