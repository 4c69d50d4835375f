namespace MoniTao.Operator.Metrics;

/// <summary>The types of the exposition formats that this page uses.</summary>
internal enum MetricType
{
    /// <summary>A value that goes up and down.</summary>
    Gauge,

    /// <summary>A value that only grows, from 0 at the start of the process; its name ends in <c>_total</c>.</summary>
    Counter,

    /// <summary>Counts by size, cumulative.</summary>
    Histogram,
}
