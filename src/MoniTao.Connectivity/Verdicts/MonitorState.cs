using MoniTao.Connectivity.Classification;

namespace MoniTao.Connectivity.Verdicts;

/// <summary>All that is known of a monitor after a probe: immutable, so that a scrape and a status write see one moment.</summary>
public sealed record MonitorState
{
    /// <summary>The confirmed answer.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>The last probe, confirmed or not; null before the first.</summary>
    public Assessment? Last { get; init; }

    /// <summary>The outages.</summary>
    public OutageLog Outages { get; init; } = OutageLog.Empty;

    /// <summary>From when on availability can be told.</summary>
    public DateTimeOffset? ObservedSince { get; init; }

    /// <summary>Whether the target comes and goes.</summary>
    public FlapDetector Flaps { get; init; }

    /// <summary>Whether the last probe ran in a maintenance window.</summary>
    public bool InMaintenance { get; init; }

    /// <summary>When the first probe after the last maintenance window started: what failed before counts from here on.</summary>
    public DateTimeOffset? MaintainedUntil { get; init; }

    /// <summary>How long connecting took in the last successes, oldest first; at most five.</summary>
    public IReadOnlyList<TimeSpan> ConnectTimes { get; init; } = [];

    /// <summary>The last probes in a row that proved the same of the target; probes that proved nothing do not break it.</summary>
    public Streak Streak { get; init; } = Streak.None;

    /// <summary>The last probes in a row that proved nothing.</summary>
    public Streak Unsure { get; init; } = Streak.None;

    /// <summary>
    /// The time in outages that this process saw. Of the one that lasts it counts up to what is proved, the last failure, so
    /// that it never falls: an outage ends with the first success, which is known only when that is confirmed.
    /// </summary>
    public TimeSpan OutageTime => Outages.TimeUntil(Streak.Result == ProbeResult.Success ? Streak.Since : Last?.StartedAt ?? default);

    /// <summary>Availability as of now.</summary>
    public Availability AvailabilityAt(DateTimeOffset now) => Availability.Of(Outages, ObservedSince, now);

    /// <summary>
    /// The state after the spec changed what is probed: what was learned is of another target, so the verdict starts anew and
    /// an outage ends with the change. Outages of the past stay.
    /// </summary>
    public MonitorState Retargeted(DateTimeOffset now) => Initial(now) with { Outages = Outages.Close(now), ObservedSince = ObservedSince };

    /// <summary>The state before the first probe.</summary>
    public static MonitorState Initial(DateTimeOffset now) => new() { Verdict = Verdict.Initial(now) };
}
