using System.Text;
using CsCheck;
using MoniTao.Operator.Api;
using MoniTao.Operator.Api.Status;
using MoniTao.Operator.Metrics;
using MoniTao.Operator.Planning;
using MoniTao.Operator.Supervision;
using MoniTao.Operator.Terminal;
using MoniTao.Operator.Tests.EndToEnd.Support;
using MoniTao.Operator.Tests.Metrics;
using MoniTao.Operator.Tests.Supervision;
using Spectre.Console;

namespace MoniTao.Operator.Tests.Fuzz;

/// <summary>Whatever a text holds, a scraper, the API server and a terminal can take it.</summary>
public sealed class OutputProperties
{
    private static readonly Gen<string> Texts = Mutations.OfText(
        ["shop", "the host is up", "[red]x[/]", "a\"b\\c\nd"], "\"", "\\", "\n", "\r", "\u001b[2J", "\u009b31m", "[", "]", "[/]", "{", "}", "\0", "\ud800", "😀", "\u202e", "é");

    [Fact]
    public Task Any_name_is_a_label_that_a_scraper_reads() => Property.HoldsAsync(Gen.Select(Texts, Texts), async names =>
    {
        await using var rig = new SupervisorRig();
        var entity = new ConnectivityMonitor { Metadata = new() { NamespaceProperty = names.Item1, Name = "m" + names.Item2, Uid = "u", Generation = 1 } };
        rig.Supervisor.Accept(entity, new PlanResult.Suspended());
        var page = PrometheusText.Parse(await MetricsText.OfAsync(new MetricsPage(rig.Supervisor, rig.Clock)));

        Assert.Empty(page.Problems);
        var label = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(names.Item2)).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
        Assert.Contains(page.Samples.Keys, series => series.Contains($"monitor=\"m{label}\"", StringComparison.Ordinal));
    }, tries: 150);

    [Fact]
    public void Any_text_is_cut_between_characters() => Property.Holds(Gen.Select(Texts, Gen.Int[2, 12]), input =>
    {
        var (text, maximum) = input;
        var cut = StatusLimits.Cut(text, maximum);
        var line = Phrases.Clean(text);
        Assert.InRange(cut.Length, 0, maximum);
        Assert.DoesNotContain(cut, char.IsControl);
        Assert.True(cut == line || (cut.EndsWith('…') && line.StartsWith(cut[..^1], StringComparison.Ordinal)));
        Assert.True(IsWhole(cut) || !IsWhole(text));
    }, tries: 3000);

    [Fact]
    public void Any_cell_keeps_its_line_of_the_table() => Property.Holds(Gen.Select(Texts.Array[3].Array[0, 5], Gen.Int[20, 100]), input =>
    {
        var (rows, width) = input;
        Column[] columns = [new("NAME"), new("BAR", DropRank: 1), new("DETAIL", Minimum: 12)];
        var lines = TableLayout.Lines(columns, [.. rows.Select(row => row.Select(text => new Cell(text, "red")).ToArray())], width);

        Assert.Equal(rows.Length + 1, lines.Count);
        Assert.All(lines, line => Assert.DoesNotContain(Markup.Remove(line), char.IsControl));
        Assert.All(lines, line => _ = new Markup(line));
    }, tries: 1500);

    private static bool IsWhole(string text) => !text.EnumerateRunes().Contains(Rune.ReplacementChar);
}
