using System.Globalization;
using System.Text.RegularExpressions;
using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Model;

namespace MoniTao.Connectivity.Tests.Runbooks;

/// <summary>What every page must have; a failure lists the pages that lack it, and what would be right.</summary>
public sealed partial class RunbookTests
{
    private const string None = "–";

    private static readonly string[] Sections =
        ["What it means", "Likely causes", "Confirm", "Mend", "Called elsewhere", "Neighbours"];

    [Fact]
    public void Every_reason_has_a_page_and_every_page_a_reason() =>
        Assert.Equal(Reasons.All.Select(r => r.Name).Order(StringComparer.Ordinal), RunbookFolder.Pages.Select(p => p.Name));

    [Fact]
    public void A_page_has_its_title_and_each_section_in_order() => AssertNone(page =>
        page.Lines[0] != $"# {page}" ? "the title is another"
        : !page.Headings.SequenceEqual(Sections) ? $"sections: {string.Join(", ", page.Headings)}"
        : Sections.FirstOrDefault(s => page.Section(s).Count == 0) is { } empty ? $"{empty}: empty" : null);

    [Fact]
    public void A_page_begins_with_the_facts_of_the_catalog() => AssertNone(page =>
    {
        var reason = Reasons.Find(page.Name)!;
        var facts = $"Layer: {reason.Layer.Name()}. To act: {Actor.Of(reason)}. Conditions: {Conditions(reason)}.";
        return page.Lines[2] == facts ? null : facts;
    });

    [Fact]
    public void A_page_uses_the_names_of_the_catalog() => AssertNone(page =>
    {
        var reason = Reasons.Find(page.Name)!;
        string[] due =
        [
            $"| Chromium | {(reason.Browser is null ? None : $"`ERR_{reason.Browser}`")} |",
            $"| curl | {reason.Curl?.ToString(CultureInfo.InvariantCulture) ?? None} |",
            $"| Network Error Logging | {(reason.Nel is null ? None : $"`{reason.Nel}`")} |",
        ];
        return due.Except(page.Section("Called elsewhere")).FirstOrDefault();
    });

    [Fact]
    public void A_page_tells_how_to_confirm_with_a_command() => AssertNone(page =>
        page.Section("Confirm").Any(l => l.StartsWith("$ ", StringComparison.Ordinal)) ? null : "no command");

    [Fact]
    public void A_page_orders_its_causes_by_number() => AssertNone(page =>
    {
        var numbers = page.Section("Likely causes").Select(l => Number().Match(l)).Where(m => m.Success).Select(m => m.Groups[1].Value).ToList();
        return numbers.Count > 0 && numbers.SequenceEqual(Enumerable.Range(1, numbers.Count).Select(n => $"{n}")) ? null : string.Join(", ", numbers);
    });

    [Fact]
    public void Pages_of_the_probers_own_trouble_and_no_others_say_that_the_verdict_is_unknown() => AssertNone(page =>
    {
        var says = string.Join(' ', page.Section("What it means")).Contains("**the target's verdict is Unknown**", StringComparison.OrdinalIgnoreCase);
        return says == (Reasons.Find(page.Name)!.Fault == FaultDomain.Prober) ? null : $"says it: {says}";
    });

    [Fact]
    public void A_page_closes_every_block_of_commands() => AssertNone(page =>
        page.Lines.Count(l => l.TrimStart().StartsWith("```", StringComparison.Ordinal)) % 2 == 0 ? null : "a block stays open");

    [Fact]
    public void A_page_fits_on_a_few_screens() => AssertNone(page => page.Lines.Count <= 100 ? null : $"{page.Lines.Count} lines");

    [Fact]
    public void A_page_names_only_reasons_that_exist() => AssertNone(page =>
        page.Lines.SelectMany(l => ReasonName().Matches(l)).Select(m => m.Value).FirstOrDefault(n => Reasons.Find(n) is null && !Enum.TryParse<FailureConditions>(n, out _)));

    [Fact]
    public void Every_link_leads_somewhere() => AssertNone(page =>
        page.Links.FirstOrDefault(l => !l.StartsWith('#') && !File.Exists(Path.Combine(RunbookFolder.Path, l.Split('#')[0]))));

    private static void AssertNone(Func<RunbookPage, string?> fault)
    {
        var faults = RunbookFolder.Pages.Select(p => (Page: p.Name, Fault: fault(p))).Where(f => f.Fault is not null).ToList();

        Assert.True(faults.Count == 0, string.Join('\n', faults.Select(f => $"{f.Page}.md: {f.Fault}")));
    }

    private static string Conditions(Reason reason) => reason.Conditions == FailureConditions.None
        ? "none"
        : string.Join(", ", Enum.GetValues<FailureConditions>().Where(c => c != FailureConditions.None && reason.Conditions.HasFlag(c)).Select(c => $"`{c}`"));

    [GeneratedRegex(@"^(\d+)\. ")]
    private static partial Regex Number();

    /// <summary>Counters of the kernel begin with TcpExt.</summary>
    [GeneratedRegex(@"\b(Dns|Tcp(?!Ext)|Tls|Http|Icmp|Prober?)[A-Z]\w+")]
    private static partial Regex ReasonName();
}
