using System.Globalization;
using Spectre.Console;

namespace MoniTao.Operator.Terminal;

/// <summary>Redraws a terminal each round: the whole diagnosis of one target, a table of several.</summary>
internal sealed class LiveWatchView(Screen screen, TimeSpan interval, int targets) : IWatchView
{
    private readonly int[] _up = new int[targets];

    public Task RunAsync(Func<Action<Round>, Task> work)
    {
        var live = screen.Console.Live(Frame(["Probing …"]));
        live.AutoClear = false;
        return live.StartAsync(display => work(round => display.UpdateTarget(Frame(Lines(round, screen.Width, screen.Height)))));
    }

    /// <summary>What is shown after a round.</summary>
    internal IReadOnlyList<string> Lines(Round round, int width, int height)
    {
        for (var i = 0; i < targets; i++)
            _up[i] += round.Found[i].Probe.Reason is null ? 1 : 0;
        var time = round.Time.ToLocalTime().ToString("HH:mm:ss", CultureInfo.InvariantCulture);
        var head = $"Every {Phrases.Limit(interval)} · round {round.Number} at {time} · Ctrl+C ends";
        var body = targets == 1
            ? [$"Reachable in {_up[0]} of {round.Number} rounds", "", .. DiagnosisView.Lines(round.Found[0], width)]
            : RoundTable.Lines(round, _up, width);
        var all = body.Prepend("").Prepend($"[grey]{head}[/]").ToList();
        return all.Count < height ? all : [.. all.Take(height - 2), $"[grey]… {all.Count - height + 2} more lines[/]"];
    }

    private static Rows Frame(IReadOnlyList<string> lines) => new Rows(lines.Select(line => new Markup(line.Length == 0 ? " " : line)));
}
