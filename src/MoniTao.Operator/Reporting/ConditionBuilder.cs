using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Verdicts;
using MoniTao.Operator.Api.Status;
using MoniTao.Operator.Planning;
using MoniTao.Operator.Supervision;

namespace MoniTao.Operator.Reporting;

/// <summary>Monitor → conditions. Pure; the time of the last transition comes from the conditions written before.</summary>
internal static class ConditionBuilder
{
    private const string Unknown = "Unknown";
    private const string True = "True";
    private const string False = "False";

    public static IReadOnlyList<MonitorCondition> Build(MonitorView monitor, DateTimeOffset now)
    {
        var generation = monitor.Entity.Metadata.Generation;
        var before = (monitor.Written?.Conditions ?? []).OfType<MonitorCondition>().ToLookup(c => c.Type, StringComparer.Ordinal);
        return [.. Draft(monitor).Select(draft => Date(draft with { ObservedGeneration = generation }, before[draft.Type].FirstOrDefault(), now))];
    }

    private static MonitorCondition Date(MonitorCondition condition, MonitorCondition? before, DateTimeOffset now) => condition with
    {
        LastTransitionTime = before?.Status == condition.Status ? before.LastTransitionTime : now,
        // servers of 1.20 turn an empty string of an apply into null and then refuse the whole status
        Message = condition.Message.Length == 0 ? condition.Reason : StatusLimits.Cut(condition.Message, StatusLimits.Message),
    };

    /// <summary>The conditions that hold, without the dates that only a status needs.</summary>
    public static IEnumerable<MonitorCondition> Draft(MonitorView monitor) => monitor.Plan switch
    {
        PlanResult.Stalled stalled =>
        [
            Of(ConditionTypes.Ready, False, stalled.Reason, stalled.Message),
            Of(ConditionTypes.Stalled, True, stalled.Reason, stalled.Message),
            .. AllUnknown(stalled.Reason, "Not probed"),
        ],
        PlanResult.Suspended =>
        [
            Of(ConditionTypes.Ready, True, "Suspended", "The spec is valid; spec.suspend keeps it from being probed"),
            .. AllUnknown("Suspended", "Not probed"),
        ],
        PlanResult.Planned planned =>
        [
            Of(ConditionTypes.Ready, True, "Probing", $"Probed every {planned.Plan.Cadence.Period.TotalSeconds:0} s"),
            .. OfVerdict(monitor, planned.Plan.Probe.Target),
            .. OfWarnings(monitor),
        ],
        _ => [],
    };

    private static IEnumerable<MonitorCondition> AllUnknown(string reason, string message) =>
        ConditionTypes.Failures.Select(f => f.ToString()).Prepend(ConditionTypes.Reachable).Select(type => Of(type, Unknown, reason, message));

    private static IEnumerable<MonitorCondition> OfVerdict(MonitorView monitor, Target target)
    {
        var verdict = monitor.State.Verdict;
        if (verdict.State == VerdictState.Unknown)
            return AllUnknown(verdict.ReasonName, verdict.Message);
        var reachable = Of(ConditionTypes.Reachable, verdict.State == VerdictState.Up ? True : False, verdict.ReasonName, verdict.Message);
        return ConditionTypes.Failures.Select(failure => OfFailure(failure, verdict, target)).Prepend(reachable);
    }

    private static MonitorCondition OfFailure(FailureConditions failure, Verdict verdict, Target target)
    {
        var type = failure.ToString();
        if (verdict.Reason?.Conditions.HasFlag(failure) == true)
            return Of(type, True, verdict.ReasonName, verdict.Message);
        if (!ConditionTypes.Applies(failure, target))
            return Of(type, False, "NotApplicable", "Not part of this target");
        return verdict.Reason is { } reason && ConditionTypes.NotReached(failure, reason.Layer)
            ? Of(type, Unknown, "NotReached", $"{reason.Layer.Name()} failed before")
            : Of(type, False, "Passed", "Passed");
    }

    private static IEnumerable<MonitorCondition> OfWarnings(MonitorView monitor)
    {
        var last = monitor.State.Last;
        if (last?.CertificateExpiring is { } expiring)
            yield return Of(ConditionTypes.CertificateExpiring, True, "EndsSoon", expiring);
        else if (last?.Certificate is null && Kept(monitor, ConditionTypes.CertificateExpiring) is { } kept)
            yield return kept; // a probe that did not come as far as the certificate says nothing of it
        if (last?.DnsInconsistent is { } inconsistent)
            yield return Of(ConditionTypes.DnsInconsistent, True, "ResolversDisagree", inconsistent);
        else if (last is null && Kept(monitor, ConditionTypes.DnsInconsistent) is { } kept)
            yield return kept;
        if (monitor.State.Flaps.Flapping)
            yield return Of(ConditionTypes.Flapping, True, "ComesAndGoes", "The result changed often in the last 20 probes");
    }

    /// <summary>What was written of this very spec; it stands until a probe of this process says otherwise.</summary>
    private static MonitorCondition? Kept(MonitorView monitor, string type) =>
        StateRestorer.IsOfThisSpec(monitor.Entity, monitor.Written)
        && (monitor.Written?.Conditions ?? []).FirstOrDefault(c => c is { Status: True } && c.Type == type) is { } kept
        && BoundsChecker.Check(kept, "condition").Count == 0 ? kept : null;

    private static MonitorCondition Of(string type, string status, string reason, string message) =>
        new() { Type = type, Status = status, Reason = reason, Message = message };
}
