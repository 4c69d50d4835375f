namespace MoniTao.Operator.Exporter;

/// <summary>What <c>/probe</c> may do.</summary>
public sealed record ExporterOptions
{
    /// <summary>The targets that anybody who reaches the page may have probed; empty for none.</summary>
    public IReadOnlyList<TargetPattern> Allow { get; init; } = [];

    /// <summary>How many probes run at once; more are refused.</summary>
    public int MaximumConcurrency { get; init; } = 50;
}
