using MoniTao.Operator.Exporter;
using MoniTao.Operator.Metrics;
using MoniTao.Operator.Runbooks;

namespace MoniTao.Operator.Commands;

/// <summary>What was asked of <c>monitao run</c>.</summary>
internal sealed record RunOptions
{
    /// <summary>Files, folders, or <c>-</c>.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>End with the settled table.</summary>
    public bool Once { get; init; }

    /// <summary>The settled table as JSON.</summary>
    public bool Json { get; init; }

    /// <summary>Write no status files.</summary>
    public bool NoStatus { get; init; }

    /// <summary>Where /metrics is served, or <c>none</c>.</summary>
    public required string Listen { get; init; }

    /// <summary>What the metrics page has beyond the usual.</summary>
    public MetricsOptions Metrics { get; init; } = new();

    /// <summary>What <c>/probe</c> may do; null for no such page.</summary>
    public ExporterOptions? Exporter { get; init; }

    /// <summary>Where the pages of the reasons are.</summary>
    public RunbookLinks Runbooks { get; init; } = RunbookLinks.Default;

    /// <summary>json, text or auto.</summary>
    public required string LogFormat { get; init; }

    /// <summary>Log more.</summary>
    public bool Verbose { get; init; }
}
