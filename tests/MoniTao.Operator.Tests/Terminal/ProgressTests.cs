using Microsoft.Extensions.Time.Testing;
using MoniTao.Operator.Terminal;

namespace MoniTao.Operator.Tests.Terminal;

public sealed class ProgressTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly StringWriter _error = new();

    public void Dispose() => _error.Dispose();

    [Fact]
    public async Task On_a_terminal_the_seconds_are_counted_and_at_the_end_nothing_is_left()
    {
        await using (var progress = new Progress(Screen.Terminal(_error, 40), "probing", _time))
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            progress.Show("taking evidence\x1b[2J");
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Contains("probing … 1 s", _error.ToString(), StringComparison.Ordinal);
        Assert.Contains("taking evidence [2J … 2 s", _error.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("\r\x1b[2K", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_line_never_wraps_and_makes_way_for_results()
    {
        await using var progress = new Progress(Screen.Terminal(_error, 40), new string('x', 200), _time);
        _time.Advance(TimeSpan.FromSeconds(1));

        progress.Aside(() => _error.Write("RESULT"));

        var lines = _error.ToString().Split("\r\x1b[2K");
        Assert.All(lines, line => Assert.True(line.Length < 40, line));
        Assert.Equal("RESULT", lines[^1]);
    }

    [Fact]
    public async Task Elsewhere_there_is_at_most_the_title()
    {
        await using (new Progress(Screen.Plain(_error), "probing", _time))
            _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Empty(_error.ToString());

        await using (new Progress(Screen.Plain(_error), "probing", _time, announce: true))
            _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("probing" + Environment.NewLine, _error.ToString());
    }
}
