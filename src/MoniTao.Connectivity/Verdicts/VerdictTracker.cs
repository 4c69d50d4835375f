using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Model;

namespace MoniTao.Connectivity.Verdicts;

/// <summary>Folds one probe into the state of a monitor: a pure function, the only place where history becomes a verdict.</summary>
public static class VerdictTracker
{
    private const int RememberedConnects = 5;

    /// <summary>
    /// The state after a probe. Whether the probe ran here or elsewhere makes no difference. While the prober is suspected of a
    /// failure (<paramref name="held"/>), it is counted, but turns no verdict to Down.
    /// </summary>
    public static MonitorState Fold(MonitorState state, Assessment probe, Cadence cadence, bool inMaintenance = false, Suspicion? held = null)
    {
        if (probe.Reason == Reasons.ProbeCancelled)
            return state; // called off: neither a result nor trouble
        var seen = state with
        {
            Last = probe,
            InMaintenance = inMaintenance,
            MaintainedUntil = state.InMaintenance && !inMaintenance ? probe.StartedAt : state.MaintainedUntil,
        };
        if (probe.Result == ProbeResult.Inconclusive)
            return BeUnsure(seen with { Unsure = state.Unsure.Add(probe) }, probe, cadence);
        var failed = probe.Result == ProbeResult.Failure;
        var next = seen with
        {
            Streak = state.Streak.Add(probe),
            Unsure = Streak.None,
            Flaps = state.Flaps.Add(failed),
            ObservedSince = state.ObservedSince ?? probe.StartedAt,
            ConnectTimes = failed ? state.ConnectTimes : Remember(state.ConnectTimes, probe),
        };
        return failed ? Fail(next, probe, next.Streak, cadence, held) : Succeed(next, probe, next.Streak, cadence);
    }

    private static IReadOnlyList<TimeSpan> Remember(IReadOnlyList<TimeSpan> times, Assessment probe) =>
        probe.Layers.FirstOrDefault(l => l.Layer == Layer.Tcp)?.Duration is { } duration
            ? [.. times.Skip(Math.Max(0, times.Count - RememberedConnects + 1)), duration]
            : times;

    /// <summary>True while a result is waiting to be confirmed: the next probe comes after the retry time, not the period.</summary>
    public static bool NeedsConfirmation(MonitorState state, Cadence cadence) => state.Unsure.Count > 0
        ? state.Unsure.Count < Math.Max(2, cadence.FailureThreshold) // what proved nothing is repeated once in any case (law 8)
        : state.Streak switch
        {
            { Result: ProbeResult.Failure } s => state.Verdict.State != VerdictState.Down
                ? s.Count < cadence.FailureThreshold
                : s.Reason != state.Verdict.Reason && s.ReasonCount < cadence.FailureThreshold,
            { Result: ProbeResult.Success } s => state.Verdict.State != VerdictState.Up && s.Count < cadence.SuccessThreshold,
            _ => false,
        };

    private static MonitorState Succeed(MonitorState state, Assessment probe, Streak streak, Cadence cadence)
    {
        // Nothing to recover from before the first verdict: one success is enough then
        var threshold = state.Verdict.State == VerdictState.Down ? cadence.SuccessThreshold : 1;
        if (state.Verdict.State == VerdictState.Up || streak.Count < threshold)
            return state;
        return state with
        {
            Verdict = new Verdict(VerdictState.Up, null, streak.Since, probe.Message, ""),
            Outages = state.Outages.Close(streak.Since),
        };
    }

    private static MonitorState Fail(MonitorState state, Assessment probe, Streak streak, Cadence cadence, Suspicion? held)
    {
        var reason = probe.Reason!;
        if (state.Verdict.State == VerdictState.Down)
        {
            // a new cause is confirmed as the first one was; the outage stays the same
            var renamed = reason != state.Verdict.Reason && streak.ReasonCount >= cadence.FailureThreshold;
            return Note(renamed ? state with { Verdict = state.Verdict with { Reason = reason, Message = probe.Message, Hint = probe.Hint } } : state);
        }

        if (streak.Count < cadence.FailureThreshold)
            return state;
        var suspect = state.Verdict.Reason == Reasons.ProberSuspect;
        if (held is not null)
            return suspect ? state : state with { Verdict = HeldBack(probe, streak.Since, held) };

        // An outage that an unknown time interrupted, that was held back, or that was read back after a restart, goes on; one that
        // was read back may carry the time of a clock that was ahead of ours
        var began = state.Outages.Open?.Start ?? (suspect ? state.Verdict.Since : streak.Since);
        var since = began < streak.Since ? began : streak.Since;
        var verdict = new Verdict(VerdictState.Down, reason, since, probe.Message, probe.Hint);
        return Note(state with { Verdict = verdict });
    }

    private static Verdict HeldBack(Assessment probe, DateTimeOffset since, Suspicion held) => new(
        VerdictState.Unknown, Reasons.ProberSuspect, since,
        $"{probe.Message}; not blamed on the target yet, for most monitors fail in {held.Layer.Name()} since {held.Since:u}", Reasons.ProberSuspect.Hint);

    /// <summary>Brings the outages into line with a verdict that is Down.</summary>
    private static MonitorState Note(MonitorState state)
    {
        var verdict = state.Verdict;
        var (name, layer) = (verdict.ReasonName, verdict.Reason!.Layer.Name());
        if (state.Outages.Open is { } open)
        {
            return open.Reason == name
                ? state
                : state with { Outages = state.Outages.Update(o => o with { Reason = name, Layer = layer, Message = verdict.Message }) };
        }

        return state.InMaintenance ? state : state with { Outages = state.Outages.Begin(new Outage(Start(state), null, name, layer, verdict.Message)) };
    }

    /// <summary>What failed while it was being worked on counts from the first failure after that.</summary>
    private static DateTimeOffset Start(MonitorState state)
    {
        var since = state.Verdict.Since;
        if (state.MaintainedUntil is not { } end || end <= since)
            return since;
        return end > state.Streak.Since ? end : state.Streak.Since;
    }

    private static MonitorState BeUnsure(MonitorState state, Assessment probe, Cadence cadence)
    {
        if (state.Unsure.Count < cadence.FailureThreshold)
            return state;
        // a failure that is held back keeps its date, whatever else troubles the prober meanwhile
        if (state.Verdict.State == VerdictState.Unknown && (state.Verdict.Reason == probe.Reason || state.Verdict.Reason == Reasons.ProberSuspect))
            return state;

        // what comes after is proved anew
        var verdict = new Verdict(VerdictState.Unknown, probe.Reason, state.Unsure.Since, probe.Message, probe.Hint);
        return state with { Verdict = verdict, Streak = Streak.None };
    }
}
