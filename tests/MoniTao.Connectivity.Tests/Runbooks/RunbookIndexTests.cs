using System.Text.RegularExpressions;
using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Model;

namespace MoniTao.Connectivity.Tests.Runbooks;

/// <summary>The tables of <c>docs/runbooks/README.md</c> say what the catalog says; a failure prints the rows to paste or to remove.</summary>
public sealed partial class RunbookIndexTests
{
    [Theory]
    [InlineData(Layer.Dns)]
    [InlineData(Layer.Tcp)]
    [InlineData(Layer.Tls)]
    [InlineData(Layer.Http)]
    [InlineData(Layer.Icmp)]
    [InlineData(Layer.Prober)]
    public void A_layer_lists_its_reasons(Layer layer) =>
        AssertRows(layer.Name(), Reasons.All.Where(r => r.Layer == layer).Select(r => Row(Link(r), r.Meaning, Actor.Of(r))));

    [Fact]
    public void Every_link_of_the_index_leads_somewhere()
    {
        var anchors = RunbookFolder.Index.Headings.Select(h => $"#{h.ToLowerInvariant().Replace(' ', '-')}").ToList();

        Assert.DoesNotContain(
            RunbookFolder.Index.Links,
            l => l.StartsWith('#') ? !anchors.Contains(l) : !File.Exists(Path.Combine(RunbookFolder.Path, l.Split('#')[0])));
    }

    [Fact]
    public void Browser_errors_lead_to_their_reasons() =>
        AssertRows("By browser error", Lookup(r => r.Browser, name => [$"`ERR_{name}`"]));

    [Fact]
    public void Curl_codes_lead_to_their_reasons() =>
        AssertRows("By curl exit code", Lookup(r => r.Curl, code => [$"{code}"]));

    [Fact]
    public void Nel_types_lead_to_their_reasons() =>
        AssertRows("By NEL type", Lookup(r => r.Nel, type => [$"`{type}`"]));

    [Fact]
    public void Error_numbers_lead_to_the_pages_that_name_them()
    {
        var named = from page in RunbookFolder.Pages
                    from row in page.Table("Called elsewhere")
                    where row[0] == "errno"
                    from Match error in Error().Matches(row[1])
                    select (Key: (Name: error.Groups[1].Value, Number: error.Groups[2].Value), Reason: Reasons.Find(page.Name)!);

        AssertRows("By errno", named.GroupBy(n => n.Key, n => n.Reason).Select(g => Row([$"`{g.Key.Name}`", g.Key.Number, .. Links(g)])));
    }

    [Fact]
    public void Tls_alerts_lead_to_what_the_classifier_makes_of_them()
    {
        var rows = RunbookFolder.Index.Table("By TLS alert").ToDictionary(r => r[0], r => r[2]);

        foreach (var alert in Enumerable.Range(0, 256).Select(a => (byte)a))
        {
            Reason[] reasons = [TlsAlerts.Reason(alert, clientCertificateRequested: false), TlsAlerts.Reason(alert, clientCertificateRequested: true)];
            Assert.Equal(string.Join(", ", reasons.Distinct().Select(Link)), rows.GetValueOrDefault($"{alert}", rows["any other"]));
        }
    }

    [Fact]
    public void Tls_alerts_on_the_pages_are_those_of_the_index()
    {
        var named = RunbookFolder.Index.Table("By TLS alert").Where(r => r[0] != "any other");

        Assert.All(named, row => Assert.All(Target().Matches(row[2]).Where(m => m.Groups[1].Value != "TlsProtocolError"), link =>
            Assert.Contains(
                RunbookFolder.Pages.Single(p => p.Name == link.Groups[1].Value).Table("Called elsewhere"),
                r => r[0] == "TLS" && Regex.IsMatch(r[1], $@"\b{row[0]}\b"))));
    }

    private static IEnumerable<string> Lookup<T>(Func<Reason, T?> key, Func<T, string[]> cells) =>
        Reasons.All.Where(r => key(r) is not null).GroupBy(r => key(r)!).Select(g => Row([.. cells(g.Key), .. Links(g)]));

    /// <summary>Order is the catalog's, which reflection does not promise to keep: rows are compared as sets of sets.</summary>
    private static void AssertRows(string heading, IEnumerable<string> expected)
    {
        var actual = RunbookFolder.Index.Table(heading).Select(r => Row([.. r.SkipLast(1), SortedLinks(r[^1])])).Order(StringComparer.Ordinal).ToList();
        var due = expected.Order(StringComparer.Ordinal).ToList();

        Assert.True(actual.SequenceEqual(due), $"README.md, {heading}\nmissing:\n{Lines(due.Except(actual))}\ntoo much:\n{Lines(actual.Except(due))}");
    }

    private static string SortedLinks(string cell) => cell.StartsWith('[')
        ? string.Join(", ", cell.Split(", ").Order(StringComparer.Ordinal))
        : cell;

    private static string[] Links(IEnumerable<Reason> reasons) => [string.Join(", ", reasons.Select(Link).Order(StringComparer.Ordinal))];

    private static string Link(Reason reason) => $"[{reason.Name}]({reason.Name}.md)";

    private static string Row(params string[] cells) => $"| {string.Join(" | ", cells)} |";

    private static string Lines(IEnumerable<string> rows) => string.Join('\n', rows);

    [GeneratedRegex(@"`(E[A-Z]+)` \((\d+)\)")]
    private static partial Regex Error();

    [GeneratedRegex(@"\[(\w+)\]")]
    private static partial Regex Target();
}
