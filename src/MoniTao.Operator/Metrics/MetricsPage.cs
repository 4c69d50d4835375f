using System.IO.Pipelines;
using System.Reflection;
using MoniTao.Operator.Alerting;
using MoniTao.Operator.Runtime.Hosting;
using MoniTao.Operator.Supervision;

namespace MoniTao.Operator.Metrics;

/// <summary>
/// The answer to a scrape, written from live state each time: nothing is registered per monitor, so nothing can be left behind.
/// </summary>
public sealed class MetricsPage(Supervisor supervisor, TimeProvider time, OperatorHealth? health = null, MetricsOptions? options = null, NotificationCounters? notifications = null)
{
    /// <summary>The version of this process.</summary>
    internal static readonly string Version = typeof(MetricsPage).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";

    private const int FlushEvery = 200; // monitors

    private readonly MetricsOptions _options = options ?? new MetricsOptions();
    private readonly PhaseExemplars? _exemplars = options?.Exemplars == true ? new PhaseExemplars(supervisor) : null;

    /// <summary>Writes one scrape.</summary>
    /// <param name="output">The page.</param>
    /// <param name="format">Which of the text formats.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <param name="names">The metrics that are asked for, as other exporters have it by <c>name[]</c>; none: all.</param>
    public async Task WriteAsync(PipeWriter output, MetricsFormat format, CancellationToken cancellation, params IReadOnlyCollection<string?> names)
    {
        await WriteOwnAsync(output, format, cancellation, names);
        if (names.Count > 0)
        {
            new MetricsWriter(output, format).End();
            await output.FlushAsync(cancellation);
            return;
        }

        await ProcessMetrics.WriteAsync(output.AsStream(leaveOpen: true), format, cancellation);
    }

    /// <summary>Writes what the catalog has. Flushed every few monitors: the buffer stays small however many monitors there are.</summary>
    internal async Task WriteOwnAsync(PipeWriter output, MetricsFormat format, CancellationToken cancellation, params IReadOnlyCollection<string?> names)
    {
        bool Wanted(Metric metric) => names.Count == 0 || names.Contains(metric.Name);
        var writer = new MetricsWriter(output, format);
        writer.Write(EngineMetrics.All.Where(Wanted), new EngineReading(supervisor.Engine, _exemplars));
        if (health is not null)
            writer.Write(OperatorMetrics.All.Where(Wanted), health);
        if (notifications is not null)
            writer.Write(NotificationMetrics.All.Where(Wanted), notifications);
        writer.Write(RuntimeMetrics.All.Where(Wanted), time);
        var metrics = MonitorMetrics.All.Where(Wanted).ToList();
        if (metrics.Count == 0)
            return;
        var now = time.GetUtcNow();
        var monitors = supervisor.All.Select(view => new ScrapedMonitor(view, now, _options)).ToList();
        foreach (var metric in metrics)
        {
            writer.Begin(metric);
            foreach (var some in monitors.Chunk(FlushEvery))
            {
                foreach (var monitor in some)
                {
                    writer.Identity = monitor.Labels;
                    metric.Emit(writer, monitor);
                }

                await output.FlushAsync(cancellation);
            }
        }
    }
}
