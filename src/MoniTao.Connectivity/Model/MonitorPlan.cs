namespace MoniTao.Connectivity.Model;

/// <summary>A validated spec with its secrets resolved: immutable, and all that the engine ever sees of a monitor.</summary>
public sealed record MonitorPlan
{
    /// <summary>The identity of the monitor: <c>namespace/name</c> in a cluster.</summary>
    public required string Id { get; init; }

    /// <summary>What each probe does.</summary>
    public required ProbeSpec Probe { get; init; }

    /// <summary>When probes run and how they add up.</summary>
    public Cadence Cadence { get; init; } = new();

    /// <summary>Tells whether a moment lies in a maintenance window: failures there are shown but are no outage.</summary>
    public Func<DateTimeOffset, bool> InMaintenance { get; init; } = static _ => false;

    /// <summary>Changes when, and only when, <see cref="Probe"/> does: then what was learned before is of another target.</summary>
    public required string ProbeFingerprint { get; init; }

    /// <summary>Changes when, and only when, anything in the plan does; an equal fingerprint makes a new plan a no-op.</summary>
    public required string Fingerprint { get; init; }
}
