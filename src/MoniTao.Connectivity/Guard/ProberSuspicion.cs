using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Verdicts;

namespace MoniTao.Connectivity.Guard;

/// <summary>
/// Tells n outages from one trouble of the prober's: when most monitors that were reachable fail in the same layer within
/// seconds of each other, it is us or what they share, not each of them. Not thread-safe, but for <see cref="Current"/>.
/// </summary>
public sealed class ProberSuspicion(TimeProvider time, GuardOptions options)
{
    private readonly ResultSample _sample = new(time, options.Window);
    private bool _spent;
    private volatile Suspicion? _current;
    private long _heldSince;
    private long? _calledAt;

    /// <summary>What holds verdicts back now; null when nothing does.</summary>
    public Suspicion? Current => _current;

    /// <summary>How long the present suspicion may still hold verdicts back.</summary>
    public TimeSpan TimeLeft => options.Hold - time.GetElapsedTime(_heldSince);

    /// <summary>Takes the result of a probe.</summary>
    /// <param name="plan">The monitor.</param>
    /// <param name="before">Its state before the probe.</param>
    /// <param name="probe">The result, confirmed or not.</param>
    /// <param name="inMaintenance">What fails while it is being worked on is no evidence.</param>
    /// <param name="fleet">How many monitors there are.</param>
    /// <returns>A suspicion that began or ended with it, else null.</returns>
    public Suspicion? Observe(MonitorPlan plan, MonitorState before, Assessment probe, bool inMaintenance, int fleet)
    {
        if (options.Hold <= TimeSpan.Zero || probe.Result == ProbeResult.Inconclusive)
            return null;
        if (inMaintenance || !Roll.WasReachable(before))
        {
            _sample.Forget(plan.Id);
            return null;
        }

        _sample.Add(plan, probe, before.Streak.Result == ProbeResult.Failure ? before.Streak.Since : probe.StartedAt, Roll.Size(fleet));
        if (_spent && _sample.Count(layer: null) is { IsMinority: true } all && all.Total >= options.MinimumHosts)
            _spent = false;
        if (_current is { } current)
            return Recount(current);
        if (probe.Reason?.Layer is not { } failed || _spent || _sample.Count(failed) is not { IsMajority: true } now || now.Hosts.Count < options.MinimumHosts)
            return null;
        _heldSince = time.GetTimestamp();
        return _current = new Suspicion(failed, now.Since, now.Failing, now.Total);
    }

    /// <summary>Forgets a monitor that was let go, or that probes something else now.</summary>
    public void Forget(string id) => _sample.Forget(id);

    /// <summary>What keeps this failure from turning the verdict, or null.</summary>
    public Suspicion? Holding(MonitorState before, Assessment probe, bool inMaintenance) =>
        _current is { } current && probe.Reason?.Layer == current.Layer && !inMaintenance && Roll.WasReachable(before) ? current : null;

    /// <summary>The layer about which others should be asked now, or null. Asking is limited in frequency.</summary>
    /// <param name="probe">The result that raises the question; null to ask about the suspicion that lasts.</param>
    public Layer? Ask(Assessment? probe)
    {
        var layer = _current?.Layer ?? probe?.Reason?.Layer;
        if (layer is not { } asked || (_calledAt is { } at && time.GetElapsedTime(at) < options.RollCallEvery))
            return null;
        if (_current is null && (probe!.Result != ProbeResult.Failure || _spent || !_sample.BeginsToFail(asked)))
            return null;
        _calledAt = time.GetTimestamp();
        return layer;
    }

    /// <summary>Ends a suspicion that has lasted its time: a wide outage must not stay hidden.</summary>
    /// <returns>The suspicion that ended, else null.</returns>
    public Suspicion? Expire()
    {
        if (_current is not { } current || TimeLeft > TimeSpan.Zero)
            return null;
        _spent = true; // not again before most were seen to succeed: what else fails meanwhile belongs to the same incident
        return End(current, SuspicionEnd.HoldOver);
    }

    private Suspicion? Recount(Suspicion current)
    {
        var tally = _sample.Count(current.Layer);
        if (tally.Total < options.MinimumHosts)
            return null;
        _current = current with { Failing = tally.Failing, Total = tally.Total };
        return tally.IsMinority ? End(_current, SuspicionEnd.Recovered) : null;
    }

    private Suspicion End(Suspicion current, SuspicionEnd how)
    {
        _current = null;
        return current with { End = how };
    }
}
