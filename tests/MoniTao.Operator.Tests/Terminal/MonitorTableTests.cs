using MoniTao.Operator.Terminal;

namespace MoniTao.Operator.Tests.Terminal;

public sealed class MonitorTableTests
{
    private static readonly MonitorRow[] Rows =
        [.. Enumerable.Range(0, 30).Select(i => new MonitorRow("TCP", $"web/m{i:00}", "tcp://a:1", i == 0 ? "False" : "True", "TcpRefused", "1s", "look"))];

    [Fact]
    public void More_rows_than_fit_are_shown_page_by_page_and_none_is_missed()
    {
        var pages = Enumerable.Range(0, 10).Select(turn => Page(height: 12, turn)).ToList();

        Assert.All(Rows, row => Assert.Contains(pages, page => page.Contains(row.Name, StringComparison.Ordinal)));
        Assert.All(pages, page => Assert.True(page.TrimEnd().Split('\n').Length < 12, page));
        Assert.Contains("page 1 of 4", pages[0], StringComparison.Ordinal);
        Assert.Equal(pages[0], pages[4]);
    }

    [Fact]
    public void What_fits_is_one_page_with_a_summary_and_the_notes_below()
    {
        var page = Page(height: 60, 3, "shop.yaml:1:1: [broken]");

        Assert.Contains("30 monitors: 29 reachable, 1 not · Ctrl+C ends", page, StringComparison.Ordinal);
        Assert.EndsWith("shop.yaml:1:1: [broken]", page.TrimEnd(), StringComparison.Ordinal);
    }

    private static string Page(int height, int turn, params string[] notes)
    {
        using var output = new StringWriter();
        var screen = Screen.Plain(output, 100);
        screen.Console.Profile.Height = height;
        screen.Console.Write(MonitorTable.Page(Rows, screen, turn, notes));
        return output.ToString();
    }
}
