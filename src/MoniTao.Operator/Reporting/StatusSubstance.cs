using MoniTao.Operator.Api.Status;

namespace MoniTao.Operator.Reporting;

/// <summary>
/// Tells a status that says something new from one that merely has newer numbers: only the first is worth a write before the
/// heartbeat is due. This is what makes writes grow with incidents and not with monitors × frequency.
/// </summary>
internal static class StatusSubstance
{
    public static bool IsSame(ConnectivityMonitorStatus a, ConnectivityMonitorStatus? b) => b is not null
        && a.ObservedGeneration == b.ObservedGeneration
        && a.Verdict?.State == b.Verdict?.State
        && a.Verdict?.Reason == b.Verdict?.Reason
        && a.Verdict?.Since == b.Verdict?.Since
        && a.Diagnosis?.Time == b.Diagnosis?.Time
        && a.Certificate?.NotAfter == b.Certificate?.NotAfter
        && SameOutages(a.Outages, b.Outages ?? [])
        && SameConditions(a.Conditions, b.Conditions ?? []);

    /// <summary>True when the stored numbers are older than the interval and there are newer ones.</summary>
    public static bool IsHeartbeatDue(ConnectivityMonitorStatus status, ConnectivityMonitorStatus written, DateTimeOffset now, TimeSpan interval) =>
        status.LastProbeTime is { } probed && (written.LastProbeTime is not { } stored || (probed > stored && now - stored >= interval)
            || stored - now > interval); // a clock or a hand that was far ahead must not silence the heartbeat

    /// <summary>When to look again; a monitor with a long period is asked once per interval.</summary>
    public static TimeSpan UntilHeartbeat(ConnectivityMonitorStatus written, DateTimeOffset now, TimeSpan interval) =>
        written.LastProbeTime is { } stored && now - stored is var age && age > TimeSpan.Zero && age < interval ? interval - age : interval;

    private static bool SameOutages(IReadOnlyList<OutageStatus> a, IReadOnlyList<OutageStatus> b) =>
        a.Count == b.Count && a.Zip(b).All(pair => pair.First.Start == pair.Second?.Start && pair.First.End == pair.Second.End
            && pair.First.Reason == pair.Second.Reason);

    private static bool SameConditions(IReadOnlyList<MonitorCondition> a, IReadOnlyList<MonitorCondition> b) =>
        a.Count == b.Count && a.All(mine => b.OfType<MonitorCondition>().Any(theirs => theirs.Type == mine.Type && theirs.Status == mine.Status
            && theirs.Reason == mine.Reason && theirs.ObservedGeneration == mine.ObservedGeneration
            && (theirs.Message == mine.Message || mine.Type is not (ConditionTypes.Ready or ConditionTypes.Stalled))));
}
