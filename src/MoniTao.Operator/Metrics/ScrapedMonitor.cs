using MoniTao.Operator.Supervision;

namespace MoniTao.Operator.Metrics;

/// <summary>One monitor at the moment of a scrape.</summary>
/// <param name="View">The monitor.</param>
/// <param name="Now">The moment.</param>
/// <param name="Options">What was asked for.</param>
internal sealed record ScrapedMonitor(MonitorView View, DateTimeOffset Now, MetricsOptions Options)
{
    /// <summary>The labels of each of its series, as written.</summary>
    public ReadOnlyMemory<byte> Labels { get; } = MetricsWriter.Encode(
        [.. Identity(View.Entity.Metadata.NamespaceProperty, View.Entity.Metadata.Name), .. Options.Labels.Of(View.Entity.Metadata.Labels)]);

    /// <summary>The labels that identify a monitor.</summary>
    public static KeyValuePair<string, string>[] Identity(string space, string name) => [new("namespace", space), new("monitor", name)];
}
