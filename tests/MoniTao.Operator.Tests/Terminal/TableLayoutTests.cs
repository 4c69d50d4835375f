using MoniTao.Operator.Terminal;

namespace MoniTao.Operator.Tests.Terminal;

public sealed class TableLayoutTests
{
    private static readonly Column[] Columns = [new("NAME", Minimum: 4), new("TARGET", Minimum: 6, DropRank: 1), new("HINT", Minimum: 6, DropRank: 2)];

    [Fact]
    public void With_room_everything_is_shown_in_columns_and_no_line_ends_in_spaces() => Assert.Equal(
        ["[bold]NAME[/]      [bold]TARGET[/]     [bold]HINT[/]", "a         tcp://a:1  do this", "long-one"],
        Lines(80, ["a", "tcp://a:1", "do this"], ["long-one", "", ""]));

    [Fact]
    public void Without_room_the_last_column_is_cut_first() => Assert.Equal(
        "abcdef  tcp://a:1  do th…", Lines(25, ["abcdef", "tcp://a:1", "do this now"])[1]);

    [Fact]
    public void With_still_less_room_a_whole_column_goes() => Assert.Equal(
        "abcdef  do this", Lines(16, ["abcdef", "tcp://a:1", "do this"])[1]);

    [Theory]
    [InlineData(5)]
    [InlineData(10)]
    [InlineData(17)]
    [InlineData(30)]
    public void No_line_is_wider_than_the_screen(int width) => Assert.All(
        Lines(width, ["abcdefghij", "tcp://example.com:443", "do this and then that"]),
        line => Assert.True(Spectre.Console.Markup.Remove(line).Length <= width, line));

    [Fact]
    public void Brackets_and_control_characters_of_a_text_are_harmless() => Assert.Equal(
        "a b   tcp://[[::1]]:1  x", Lines(80, ["a\x1b" + "b", "tcp://[::1]:1", "x"])[1]);

    private static IReadOnlyList<string> Lines(int width, params string[][] rows) =>
        TableLayout.Lines(Columns, [.. rows.Select(row => row.Select(text => new Cell(text)).ToArray())], width);
}
