using System.Globalization;

namespace MoniTao.Operator.Terminal;

/// <summary>A line for each target at first, then one for each change: for files and pipes.</summary>
internal sealed class ChangesView(Screen screen) : IWatchView
{
    private IReadOnlyList<Examination>? _before;

    public Task RunAsync(Func<Action<Round>, Task> work) => work(round =>
    {
        for (var i = 0; i < round.Found.Count; i++)
        {
            if (_before is null || _before[i].Probe.Reason != round.Found[i].Probe.Reason)
                screen.Text(Line(round.Time, round.Found[i]));
        }

        _before = round.Found;
        screen.Flush();
    });

    private static string Line(DateTimeOffset time, Examination examined)
    {
        var probe = examined.Probe;
        var next = examined.Diagnosis is { } report ? $". {report.Conclusion}" : probe.Hint.Length > 0 ? $". {probe.Hint}" : "";
        var moment = time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return Phrases.Clean($"{moment} {Phrases.State(probe.Result)} {examined.Target} {probe.Reason?.Name ?? "Reachable"}: {probe.Message}{next}");
    }
}
