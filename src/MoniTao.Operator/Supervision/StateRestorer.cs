using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Verdicts;
using MoniTao.Operator.Api;
using MoniTao.Operator.Api.Status;
using MoniTao.Operator.Planning;
using MoniTao.Operator.Reporting;

namespace MoniTao.Operator.Supervision;

/// <summary>
/// Reads back what an earlier process wrote, so that a restart loses no outage and writes nothing anew. The status may come
/// from another version or from a hand: what does not make sense is left out, and the first probe puts it right.
/// </summary>
public static class StateRestorer
{
    /// <summary>
    /// A moment this far ahead was written by a machine whose clock is ahead of ours, and stands. Dropping it would lose the
    /// outage of every monitor that failed shortly before the operator moved.
    /// </summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    /// <summary>The state to go on from.</summary>
    public static MonitorState Restore(ConnectivityMonitor entity, ConnectivityMonitorStatus? status, DateTimeOffset now)
    {
        var state = MonitorState.Initial(now);
        if (status is null)
            return state;
        var latest = now + ClockSkew;
        var outages = (status.Outages ?? []).Where(o => o is not null && o.Start <= latest && (o.End is null || o.End <= latest))
            .Select(o => new Outage(o.Start, o.End, o.Reason ?? "", o.Layer ?? "", o.Message ?? ""));
        state = state with
        {
            Outages = OutageLog.Restore(outages, now),
            ObservedSince = status.LastProbeTime is null ? null : Utc(entity.Metadata.CreationTimestamp) ?? status.LastProbeTime,
        };

        // A verdict about another spec is no verdict about this one
        if (!IsOfThisSpec(entity, status) || Verdict(status.Verdict, latest) is not { } verdict)
            return state;
        var flapping = (status.Conditions ?? []).Any(c => c is { Type: ConditionTypes.Flapping, Status: "True" });
        return state with { Verdict = verdict, Flaps = flapping ? FlapDetector.Restored(verdict.State == VerdictState.Down) : default };
    }

    /// <summary>True when the status was written for the spec as it is now.</summary>
    public static bool IsOfThisSpec(ConnectivityMonitor entity, ConnectivityMonitorStatus? status) =>
        status?.ObservedGeneration is { } generation && generation == entity.Metadata.Generation;

    /// <summary>The status when it was written for the spec as it is now and the API server would take it again; else null.</summary>
    public static ConnectivityMonitorStatus? Kept(ConnectivityMonitor entity, ConnectivityMonitorStatus? status) =>
        IsOfThisSpec(entity, status) && BoundsChecker.Check(status!, "status").Count == 0 ? status : null;

    private static Verdict? Verdict(VerdictStatus? status, DateTimeOffset latest)
    {
        if (status is not { Since: { } since } || since > latest || !Enum.TryParse<VerdictState>(status.State, out var state))
            return null;
        var reason = Reasons.Find(status.Reason ?? "");
        return state switch
        {
            VerdictState.Up => new Verdict(state, null, since, status.Message ?? "", ""),
            VerdictState.Down when reason is not null => new Verdict(state, reason, since, status.Message ?? "", status.Hint ?? ""),
            // the prober's own trouble
            VerdictState.Unknown when reason is not null => new Verdict(state, reason, since, status.Message ?? "", status.Hint ?? ""),
            VerdictState.Unknown => Connectivity.Verdicts.Verdict.Initial(since),
            _ => null,
        };
    }

    private static DateTimeOffset? Utc(DateTime? moment) => moment is { } m ? new DateTimeOffset(DateTime.SpecifyKind(m, DateTimeKind.Utc)) : null;
}
