using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Model;

namespace MoniTao.Operator.Metrics;

/// <summary>What all probes add up to, how punctual they are, and whether the prober itself can be trusted.</summary>
internal static class EngineMetrics
{
    private static readonly Layer[] Phases = [.. Enum.GetValues<Layer>().Where(layer => layer != Layer.Prober)];
    private static readonly Reason[] OwnFaults = [.. Reasons.All.Where(reason => reason.Fault == FaultDomain.Prober)];

    public static readonly Metric<EngineReading>[] All =
    [
        new("monitao_build_info", MetricType.Gauge, "The version of this process; always 1", ["version"],
            static (samples, _) => samples.Add(1, MetricsPage.Version)),
        new("monitao_probes_total", MetricType.Counter, "Probes that ended, by what they prove", ["result"], static (samples, reading) =>
        {
            foreach (var result in Enum.GetValues<ProbeResult>())
                samples.Add(reading.Engine.Counters.Count(result), result.Word());
        }),
        new("monitao_prober_faults_total", MetricType.Counter, "Probes that proved nothing because of the prober's own trouble", ["reason"], static (samples, reading) =>
        {
            foreach (var reason in OwnFaults)
                samples.Add(reading.Engine.Counters.Faults(reason), reason.Name);
        }),
        new("monitao_prober_suspect", MetricType.Gauge, "1 while most monitors fail in this layer at once, so that the prober is suspected", ["layer"], static (samples, reading) =>
        {
            foreach (var layer in Phases)
                samples.Add(reading.Engine.Suspicion?.Layer == layer ? 1 : 0, layer.Name());
        }),
        new("monitao_probe_phase_duration_seconds", MetricType.Histogram, "Durations of each layer over all monitors", ["phase"], static (samples, reading) =>
        {
            foreach (var layer in Phases)
                samples.Add(reading.Engine.Counters.Phase(layer), reading.Exemplars?.Of(layer), layer.Word());
        }),
        new("monitao_scheduler_monitors", MetricType.Gauge, "Monitors that are probed", static reading => reading.Engine.Scheduler.Owned),
        new("monitao_scheduler_in_flight", MetricType.Gauge, "Probes that are running", static reading => reading.Engine.Scheduler.InFlight),
        new("monitao_scheduler_waiting", MetricType.Gauge, "Monitors that are due and wait for other probes to end", static reading => reading.Engine.Scheduler.Waiting),
        new("monitao_scheduler_lag_seconds", MetricType.Histogram, "How late probes start, from the moment they were due", [],
            static (samples, reading) => samples.Add(reading.Engine.Scheduler.Lag, [])),
    ];
}
