using MoniTao.Connectivity.Classification;
using MoniTao.Operator.Terminal;
using Spectre.Console;

namespace MoniTao.Operator.Tests.Terminal;

public sealed class LiveWatchViewTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    [Fact]
    public void One_target_is_shown_whole_with_how_often_it_was_reachable()
    {
        var view = new LiveWatchView(Screen.Plain(TextWriter.Null), Interval, 1);
        view.Lines(Round(1, Examinations.Of("tcp://10.0.0.1:1", null)), 80, 50);

        var lines = view.Lines(Round(2, Examinations.Of("tcp://10.0.0.1:1", Reasons.TcpRefused)), 80, 50);

        Assert.Matches(@"Every 5s · round 2 at \d\d:\d\d:\d\d · Ctrl\+C ends", lines[0]);
        Assert.Contains("Reachable in 1 of 2 rounds", lines);
        Assert.Contains(lines, line => line.Contains("Conclusion:", StringComparison.Ordinal));
    }

    [Fact]
    public void Several_targets_are_a_table_and_what_does_not_fit_is_counted()
    {
        var found = Enumerable.Range(1, 40).Select(i => Examinations.Of($"tcp://10.0.0.{i}:1", i == 2 ? Reasons.TcpTimedOut : null)).ToArray();

        var lines = new LiveWatchView(Screen.Plain(TextWriter.Null), Interval, 40).Lines(Round(1, found), 80, 20).Select(Markup.Remove).ToList();

        Assert.Equal(19, lines.Count);
        Assert.Contains(lines, line => line.StartsWith("✗  tcp://10.0.0.2:1", StringComparison.Ordinal) && line.Contains("TcpTimedOut", StringComparison.Ordinal) && line.Contains("0/1", StringComparison.Ordinal));
        Assert.Equal("… 25 more lines", lines[^1]);
        Assert.All(lines, line => Assert.True(line.Length <= 80, line));
    }

    [Fact]
    public async Task A_terminal_is_redrawn_each_round()
    {
        using var output = new StringWriter();
        var view = new LiveWatchView(Screen.Terminal(output, 80), Interval, 1);

        await view.RunAsync(async show =>
        {
            show(Round(1, Examinations.Of("tcp://10.0.0.1:1", null)));
            await Task.Yield();
            show(Round(2, Examinations.Of("tcp://10.0.0.1:1", Reasons.TcpRefused)));
        });

        Assert.Contains("round 1", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("TcpRefused", output.ToString().Split("round 2")[1], StringComparison.Ordinal);
    }

    private static Round Round(int number, params Examination[] found) => new(number, DateTimeOffset.UnixEpoch, found);
}
