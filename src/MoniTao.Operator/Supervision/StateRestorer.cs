using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Verdicts;
using MoniTao.Operator.Api;
using MoniTao.Operator.Api.Status;

namespace MoniTao.Operator.Supervision;

/// <summary>
/// Reads back what an earlier process wrote, so that a restart loses no outage and writes nothing anew. The status may come
/// from another version or from a hand: what does not make sense is left out, and the first probe puts it right.
/// </summary>
public static class StateRestorer
{
    /// <summary>The state to go on from.</summary>
    public static MonitorState Restore(ConnectivityMonitor entity, ConnectivityMonitorStatus? status, DateTimeOffset now)
    {
        var state = MonitorState.Initial(now);
        if (status is null)
            return state;
        var outages = status.Outages.Where(o => o.Start <= now)
            .Select(o => new Outage(o.Start, o.End, o.Reason ?? "", o.Layer ?? "", o.Message ?? ""));
        state = state with
        {
            Outages = OutageLog.Restore(outages),
            ObservedSince = status.LastProbeTime is null ? null : Utc(entity.Metadata.CreationTimestamp) ?? status.LastProbeTime,
        };

        // A verdict about another spec is no verdict about this one
        return IsOfThisSpec(entity, status) && Verdict(status.Verdict, now) is { } verdict ? state with { Verdict = verdict } : state;
    }

    /// <summary>True when the status was written for the spec as it is now.</summary>
    public static bool IsOfThisSpec(ConnectivityMonitor entity, ConnectivityMonitorStatus? status) =>
        status?.ObservedGeneration is { } generation && generation == entity.Metadata.Generation;

    private static Verdict? Verdict(VerdictStatus? status, DateTimeOffset now)
    {
        if (status is not { Since: { } since } || since > now || !Enum.TryParse<VerdictState>(status.State, out var state))
            return null;
        var reason = Reasons.Find(status.Reason ?? "");
        return state switch
        {
            VerdictState.Up => new Verdict(state, null, since, status.Message ?? "", ""),
            VerdictState.Down when reason is not null => new Verdict(state, reason, since, status.Message ?? "", status.Hint ?? ""),
            VerdictState.Unknown => Connectivity.Verdicts.Verdict.Initial(since),
            _ => null,
        };
    }

    private static DateTimeOffset? Utc(DateTime? moment) => moment is { } m ? new DateTimeOffset(DateTime.SpecifyKind(m, DateTimeKind.Utc)) : null;
}
