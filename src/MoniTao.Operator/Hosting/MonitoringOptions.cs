using MoniTao.Connectivity.Guard;
using MoniTao.Connectivity.Scheduling;
using MoniTao.Operator.Metrics;
using MoniTao.Operator.Runbooks;

namespace MoniTao.Operator.Hosting;

/// <summary>What the operator watches, and how it probes and tells.</summary>
public sealed record MonitoringOptions
{
    /// <summary>The only namespace to watch; null for all.</summary>
    public string? WatchNamespace { get; init; }

    /// <summary>Limits of probing.</summary>
    public SchedulerOptions Scheduling { get; init; } = new();

    /// <summary>When so many failures are suspected to be the prober's.</summary>
    public GuardOptions Guard { get; init; } = new();

    /// <summary>Where the pages of the reasons are.</summary>
    public RunbookLinks Runbooks { get; init; } = RunbookLinks.Default;

    /// <summary>What the metrics page has beyond the usual.</summary>
    public MetricsOptions Metrics { get; init; } = new();
}
