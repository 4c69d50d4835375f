namespace MoniTao.Operator.Metrics;

/// <summary>What is known of a metric before any value: the page and <c>docs/metrics.md</c> are made from it.</summary>
/// <param name="Name">The name of its samples; of a histogram without <c>_bucket</c>, <c>_sum</c> and <c>_count</c>.</param>
/// <param name="Type">The type.</param>
/// <param name="Help">One sentence.</param>
/// <param name="Labels">The labels besides those that identify a monitor, in the order in which values are given.</param>
internal abstract record Metric(string Name, MetricType Type, string Help, string[] Labels)
{
    private static readonly string[] Units = ["seconds", "ratio", "bytes"];

    /// <summary>For the reader: when it is present, if not always.</summary>
    public string Present { get; init; } = "";

    /// <summary>The largest number of series that one monitor can have of it; 0 for what is not per monitor.</summary>
    public int SeriesPerMonitor { get; init; }

    /// <summary>What OpenMetrics calls the family: a counter's name without <c>_total</c>.</summary>
    public string Family { get; } = Type == MetricType.Counter ? Name[..^"_total".Length] : Name;

    /// <summary>The unit that OpenMetrics wants told, which is always the end of the family's name; null for none.</summary>
    public string? Unit => Units.FirstOrDefault(unit => Family.EndsWith('_' + unit, StringComparison.Ordinal));
}

/// <summary>A metric and how its values are read.</summary>
/// <param name="Name">See <see cref="Metric"/>.</param>
/// <param name="Type">See <see cref="Metric"/>.</param>
/// <param name="Help">See <see cref="Metric"/>.</param>
/// <param name="Labels">See <see cref="Metric"/>.</param>
/// <param name="Emit">Adds the samples of one source to the writer; none when there is nothing to tell.</param>
internal sealed record Metric<TSource>(string Name, MetricType Type, string Help, string[] Labels, Action<MetricsWriter, TSource> Emit)
    : Metric(Name, Type, Help, Labels)
{
    /// <summary>A metric of at most one sample, without labels of its own.</summary>
    /// <param name="name">See <see cref="Metric"/>.</param>
    /// <param name="type">See <see cref="Metric"/>.</param>
    /// <param name="help">See <see cref="Metric"/>.</param>
    /// <param name="read">The value; null for no sample.</param>
    public Metric(string name, MetricType type, string help, Func<TSource, double?> read)
        : this(name, type, help, [], (samples, source) =>
        {
            if (read(source) is { } value)
                samples.Add(value);
        })
    {
    }
}
