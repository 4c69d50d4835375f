using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Verdicts;
using MoniTao.Operator.Reporting;
using MoniTao.Operator.Supervision;
using Prometheus;

namespace MoniTao.Operator.Metrics;

/// <summary>One scrape's worth of what is known of each monitor. A monitor that is gone is not in it, so it leaves no series.</summary>
internal static class MonitorMetrics
{
    private static readonly string[] Identity = ["namespace", "monitor"];

    public static void Fill(MetricFactory metrics, IEnumerable<MonitorView> monitors, DateTimeOffset now)
    {
        var reachable = metrics.CreateGauge("monitao_reachable", "1: the target is reachable, 0: it is confirmed that it is not; absent while unknown", Identity);
        var failure = metrics.CreateGauge("monitao_failure_info", "Why a target is unreachable; present only while it is", ["namespace", "monitor", "reason", "layer", "fault"]);
        var condition = metrics.CreateGauge("monitao_condition", "The status conditions: 1 for the status that holds", ["namespace", "monitor", "type", "status"]);
        var phase = metrics.CreateGauge("monitao_probe_phase_seconds", "Duration of each layer in the last probe", ["namespace", "monitor", "phase"]);
        var certificate = metrics.CreateGauge("monitao_certificate_not_after_timestamp_seconds", "When the certificate of the server ends, also when it was not acceptable", Identity);
        foreach (var monitor in monitors)
        {
            string[] id = [monitor.Entity.Metadata.NamespaceProperty, monitor.Entity.Metadata.Name];
            foreach (var c in ConditionBuilder.Build(monitor, now))
                condition.WithLabels([.. id, c.Type, c.Status]).Set(1);
            if (!monitor.IsProbed)
                continue;
            var state = monitor.State;
            if (state.Verdict.State != VerdictState.Unknown)
                reachable.WithLabels(id).Set(state.Verdict.State == VerdictState.Up ? 1 : 0);
            if (state.Verdict.Reason is { } reason)
                failure.WithLabels([.. id, reason.Name, reason.Layer.Name(), Fault(reason)]).Set(1);
            foreach (var layer in state.Last?.Layers ?? [])
            {
                if (layer.Duration is { } duration)
                    phase.WithLabels([.. id, Phase(layer.Layer)]).Set(duration.TotalSeconds);
            }

            if (state.Last?.Certificate?.NotAfter is { } end)
                certificate.WithLabels(id).Set(end.ToUnixTimeSeconds());
        }
    }

#pragma warning disable CA1308 // label values of this kind are written in lower case
    internal static string Phase(Layer layer) => layer.ToString().ToLowerInvariant();

    private static string Fault(Reason reason) => reason.Fault.ToString().ToLowerInvariant();
#pragma warning restore CA1308
}
