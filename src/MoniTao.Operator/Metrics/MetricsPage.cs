using System.Reflection;
using System.Text;
using MoniTao.Operator.Runtime.Hosting;
using MoniTao.Operator.Supervision;
using Prometheus;

namespace MoniTao.Operator.Metrics;

/// <summary>
/// The answer to a scrape, made from live state each time: nothing is registered per monitor, so nothing can be left behind.
/// </summary>
public sealed class MetricsPage(Supervisor supervisor, TimeProvider time, OperatorHealth? health = null)
{
    /// <summary>The content type of the text that <see cref="WriteAsync"/> writes.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private static readonly string Version = typeof(MetricsPage).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";

    /// <summary>Writes one scrape in the Prometheus text format.</summary>
    public async Task WriteAsync(Stream output, CancellationToken cancellation)
    {
        var registry = Prometheus.Metrics.NewCustomRegistry();
        var metrics = Prometheus.Metrics.WithCustomRegistry(registry);
        metrics.CreateGauge("monitao_build_info", "The version of this process", ["version"]).WithLabels(Version).Set(1);
        MonitorMetrics.Fill(metrics, supervisor.All, time.GetUtcNow());
        EngineMetrics.Fill(metrics, supervisor.Engine);
        if (health is not null)
            OperatorMetrics.Fill(metrics, health);
        await registry.CollectAndExportAsTextAsync(output, cancellation);
        var histograms = new StringBuilder();
        EngineMetrics.WriteHistograms(histograms, supervisor.Engine);
        await output.WriteAsync(Encoding.UTF8.GetBytes(histograms.ToString()), cancellation);
    }
}
