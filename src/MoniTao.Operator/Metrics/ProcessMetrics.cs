using Prometheus;

namespace MoniTao.Operator.Metrics;

/// <summary>
/// <c>process_*</c> and <c>dotnet_*</c> of this process, which prometheus-net does well. Its event counters stay off: hundreds
/// of series that nobody asked for.
/// </summary>
internal static class ProcessMetrics
{
    private static readonly CollectorRegistry Registry = Create();

    /// <summary>Writes them; in OpenMetrics with the end of the page, so they come last.</summary>
    public static Task WriteAsync(Stream output, MetricsFormat format, CancellationToken cancellation) => Registry.CollectAndExportAsTextAsync(
        output, format.IsOpenMetrics ? ExpositionFormat.OpenMetricsText : ExpositionFormat.PrometheusText, cancellation);

    private static CollectorRegistry Create()
    {
        var registry = Prometheus.Metrics.NewCustomRegistry();
        DotNetStats.Register(registry);
        return registry;
    }
}
