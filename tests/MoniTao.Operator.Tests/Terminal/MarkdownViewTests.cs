using MoniTao.Operator.Terminal;
using Spectre.Console;

namespace MoniTao.Operator.Tests.Terminal;

public sealed class MarkdownViewTests
{
    [Fact]
    public void Headings_commands_and_links_are_shown_without_their_signs() => Assert.Equal(
        ["Title", "", "See TcpRefused and that.", "", "    $ ss -tlnp 'sport = :1'", "    State [x]"],
        Plain("# Title\n\nSee [TcpRefused](TcpRefused.md) and **that**.\n\n```console\n$ ss -tlnp 'sport = :1'\nState [x]\n```", 80));

    [Fact]
    public void Items_hang_below_their_text_and_commands_in_a_sentence_are_not_broken() => Assert.Equal(
        ["1. one two three", "   four", "- look at", "  `ss -tln now`"],
        Plain("1. one two three four\n- look at `ss -tln now`", 20));

    [Fact]
    public void A_table_is_aligned_and_its_last_column_goes_on_below() => Assert.Equal(
        ["WHERE  NAME", "curl   7", "nc     Connection refused", "       by the peer"],
        Plain("| Where | Name |\n|---|---|\n| curl | 7 |\n| nc | Connection refused by the peer |", 26));

    [Fact]
    public void A_terminal_shows_commands_in_colour() => Assert.Contains("[aqua]`ss`[/]", Assert.Single(MarkdownView.Lines("run `ss`", 80)), StringComparison.Ordinal);

    private static IEnumerable<string> Plain(string markdown, int width) => MarkdownView.Lines(markdown, width).Select(Markup.Remove);
}
