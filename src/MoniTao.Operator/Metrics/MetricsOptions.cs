namespace MoniTao.Operator.Metrics;

/// <summary>What a user may add to the metrics page.</summary>
public sealed record MetricsOptions
{
    /// <summary>Labels of the monitor that become labels of its series.</summary>
    public LabelAllowList Labels { get; init; } = LabelAllowList.Empty;

    /// <summary>Shows the target, without its query, in <c>monitao_monitor_info</c>.</summary>
    public bool TargetLabel { get; init; }

    /// <summary>Adds to each bucket of the histograms of the phases the monitor that was last in it; OpenMetrics only.</summary>
    public bool Exemplars { get; init; }
}
