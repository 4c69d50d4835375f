using MoniTao.Connectivity.Verdicts;
using MoniTao.Operator.Planning;
using MoniTao.Operator.Supervision;

namespace MoniTao.Operator.Commands;

/// <summary>Waits until every monitor has an answer: what <c>--once</c> means.</summary>
internal static class Settling
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    /// <summary>True when all are settled, false when the time is up first.</summary>
    /// <param name="supervisor">The monitors.</param>
    /// <param name="unknownIsAnswer">Of which monitors confirmed trouble of this machine is an answer too.</param>
    /// <param name="limit">The longest to wait.</param>
    /// <param name="time">The clock.</param>
    /// <param name="report">Told how many are settled, and of how many.</param>
    /// <param name="cancellationToken">Ends the wait with an exception.</param>
    public static async Task<bool> WaitAsync(
        Supervisor supervisor,
        Func<MonitorView, bool> unknownIsAnswer,
        TimeSpan limit,
        TimeProvider time,
        Action<int, int> report,
        CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        using var timer = new PeriodicTimer(Look, time);
        while (true)
        {
            var all = supervisor.All.ToList();
            var settled = all.Count(monitor => IsSettled(monitor, unknownIsAnswer));
            report(settled, all.Count);
            if (settled == all.Count)
                return true;
            if (time.GetElapsedTime(start) >= limit)
                return false;
            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }

    /// <summary>The report of a wait as a text.</summary>
    public static Action<int, int> Report(Action<string> show) => (settled, all) => show($"{settled} of {all} verdicts confirmed …");

    private static bool IsSettled(MonitorView monitor, Func<MonitorView, bool> unknownIsAnswer) =>
        monitor.Plan is not PlanResult.Planned
        || monitor.State.Verdict.State != VerdictState.Unknown
        || (monitor.State.Verdict.Reason is not null && unknownIsAnswer(monitor));
}
