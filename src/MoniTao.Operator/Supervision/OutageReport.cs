using MoniTao.Connectivity.Diagnosis;
using MoniTao.Connectivity.Verdicts;

namespace MoniTao.Operator.Supervision;

/// <summary>What was found out about one outage.</summary>
/// <param name="Start">When the outage began: tells it from others of the same monitor, or of a namesake.</param>
/// <param name="Report">The evidence and its conclusion.</param>
internal sealed record OutageReport(DateTimeOffset Start, DiagnosisReport Report)
{
    /// <summary>True while that outage lasts.</summary>
    public bool IsOf(MonitorState state) => state is { Verdict.State: VerdictState.Down, Outages.Open: { } open } && open.Start == Start;
}
