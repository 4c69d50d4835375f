using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Verdicts;
using MoniTao.Operator.Planning;
using MoniTao.Operator.Supervision;

namespace MoniTao.Operator.Terminal;

/// <summary>A monitor as a line of a table; the words are those of <c>kubectl get cmon</c>.</summary>
/// <param name="Layer">The layer that fails, or the group that the monitor is shown in.</param>
/// <param name="Name">How it is called.</param>
/// <param name="Target">What is probed.</param>
/// <param name="Reachable">True, False or Unknown.</param>
/// <param name="Reason">Why, in one word.</param>
/// <param name="Since">How long the verdict stands, or how long the probe took.</param>
/// <param name="Hint">What to do next, or a warning.</param>
internal sealed record MonitorRow(string Layer, string Name, string Target, string Reachable, string Reason, string Since, string Hint)
{
    /// <summary>A check mark or a cross where there is something to compare with, else null.</summary>
    public bool? AsExpected { get; init; }

    /// <summary>The row of a monitor as it is now.</summary>
    public static MonitorRow Of(MonitorView monitor, DateTimeOffset now)
    {
        var verdict = monitor.State.Verdict;
        var (reason, hint) = monitor.Plan switch
        {
            PlanResult.Stalled stalled => (stalled.Reason, stalled.Message),
            PlanResult.Suspended => ("Suspended", "spec.suspend keeps it from being probed"),
            _ => (verdict.ReasonName, verdict.Hint.Length > 0 ? verdict.Hint : Warning(monitor.State)),
        };
        return new MonitorRow(
            verdict.Reason?.Layer.Name() ?? "",
            monitor.Id,
            monitor.Entity.Spec.Target,
            verdict.State switch { VerdictState.Up => "True", VerdictState.Down => "False", _ => "Unknown" },
            reason,
            Phrases.Age(now - verdict.Since),
            hint);
    }

    private static string Warning(MonitorState state) =>
        state.Last?.CertificateExpiring ?? state.Last?.DnsInconsistent ?? (state.Flaps.Flapping ? "comes and goes" : "");
}
