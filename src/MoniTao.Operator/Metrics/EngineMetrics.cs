using System.Text;
using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Engine;
using MoniTao.Connectivity.Model;
using Prometheus;

namespace MoniTao.Operator.Metrics;

/// <summary>What all probes add up to, and how punctual they are.</summary>
internal static class EngineMetrics
{
    public static void Fill(MetricFactory metrics, MonitorEngine engine)
    {
        var probes = metrics.CreateCounter("monitao_probes_total", "Probes that ended, by what they prove", ["result"]);
        foreach (var result in Enum.GetValues<ProbeResult>())
#pragma warning disable CA1308 // label values of this kind are written in lower case
            probes.WithLabels(result.ToString().ToLowerInvariant()).IncTo(engine.Counters.Count(result));
#pragma warning restore CA1308
        metrics.CreateGauge("monitao_scheduler_monitors", "Monitors that are probed").Set(engine.Scheduler.Owned);
        metrics.CreateGauge("monitao_scheduler_in_flight", "Probes that are running").Set(engine.Scheduler.InFlight);
    }

    public static void WriteHistograms(StringBuilder text, MonitorEngine engine)
    {
        HistogramText.Write(text, "monitao_scheduler_lag_seconds", "How late probes start", [("", engine.Scheduler.Lag)]);
        var phases = Enum.GetValues<Layer>().Where(l => l != Layer.Prober)
            .Select(layer => ($"phase=\"{MonitorMetrics.Phase(layer)}\"", engine.Counters.Phase(layer)));
        HistogramText.Write(text, "monitao_probe_phase_duration_seconds", "Durations of each layer over all monitors", phases);
    }
}
