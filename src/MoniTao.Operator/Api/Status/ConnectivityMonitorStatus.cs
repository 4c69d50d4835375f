using System.ComponentModel.DataAnnotations;
using MoniTao.Operator.Api.Schema;

namespace MoniTao.Operator.Api.Status;

/// <summary>What was found.</summary>
public sealed record ConnectivityMonitorStatus
{
    /// <summary>The generation of the spec that this status is about. Smaller than <c>metadata.generation</c>: not yet taken up.</summary>
    public long? ObservedGeneration { get; init; }

    /// <summary>
    /// Ready (the spec is accepted and probed), Reachable (the verdict), one for each way to fail, and warnings. A target that is
    /// down does not make Ready False.
    /// </summary>
    [MaxLength(32)]
    [ListType("map", "type")]
    public IReadOnlyList<MonitorCondition> Conditions { get; init; } = [];

    /// <summary>How it is now, and why.</summary>
    public VerdictStatus? Verdict { get; init; }

    /// <summary>What each layer said in the last probe that was written, in the order in which a connection passes them.</summary>
    [MaxLength(16)]
    public IReadOnlyList<LayerStatus> Layers { get; init; } = [];

    /// <summary>The certificate of the server, when TLS was reached.</summary>
    public CertificateStatus? Certificate { get; init; }

    /// <summary>The last 20 outages, newest first. One without an end is going on.</summary>
    [MaxLength(StatusLimits.Outages)]
    public IReadOnlyList<OutageStatus> Outages { get; init; } = [];

    /// <summary>What was found out about the outage that lasts.</summary>
    public DiagnosisStatus? Diagnosis { get; init; }

    /// <summary>The share of time in which the target was up.</summary>
    public AvailabilityStatus? Availability { get; init; }

    /// <summary>When a probe last ended, as of the writing of this status: it moves with a change or the heartbeat, not with each probe.</summary>
    public DateTimeOffset? LastProbeTime { get; init; }
}
