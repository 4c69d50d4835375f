using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Verdicts;
using MoniTao.Operator.Api.Spec;
using MoniTao.Operator.Planning;
using MoniTao.Operator.Reporting;

namespace MoniTao.Operator.Metrics;

/// <summary>What is known of each monitor. A monitor that is gone is not asked, so it leaves no series.</summary>
internal static class MonitorMetrics
{
    private static readonly string DefaultSeverity = new AlertSpec().Severity;

    public static readonly Metric<ScrapedMonitor>[] All =
    [
        new("monitao_reachable", MetricType.Gauge, "1: the target is reachable; 0: it is confirmed that it is not",
            static m => m.View.State.Verdict.State switch { VerdictState.Up when m.View.IsProbed => 1, VerdictState.Down when m.View.IsProbed => 0, _ => null }) { Present = "unless the verdict is Unknown", SeriesPerMonitor = 1 },
        new("monitao_failure_info", MetricType.Gauge, "Why the target is not reachable, or, with fault=\"prober\", why nothing is known of it; always 1",
            ["reason", "layer", "fault"], static (samples, m) =>
            {
                if (m.View.IsProbed && m.View.State.Verdict.Reason is { } reason)
                    samples.Add(1, reason.Name, reason.Layer.Name(), reason.Fault.Word());
            }) { Present = "while it fails", SeriesPerMonitor = 1 },
        new("monitao_monitor_info", MetricType.Gauge, "What the monitor is; always 1", ["scheme", "severity", "target"], static (samples, m) =>
        {
            var target = Target(m);
            samples.Add(
                1,
                target?.Scheme.Word() ?? "",
                m.View.Entity.Spec.Alert?.Severity ?? DefaultSeverity,
                m.Options.TargetLabel && target is not null ? target.WithoutQuery : "");
        }) { Present = "`target` only with `--metrics-target-label`", SeriesPerMonitor = 1 },
        new("monitao_alert_info", MetricType.Gauge, "The labels that the alerts of the monitor carry: its severity, and those of spec.alert.labels; always 1", ["severity"], static (samples, m) =>
        {
            var (alert, identity) = (m.View.Entity.Spec.Alert, samples.Identity);
            // of a spec that is not valid, the names of labels need not be either
            if (alert is { Labels.Count: > 0 } && m.View.Plan is not PlanResult.Stalled)
                samples.Identity = MetricsWriter.Encode([.. ScrapedMonitor.Identity(m.View.Entity.Metadata.NamespaceProperty, m.View.Entity.Metadata.Name), .. alert.Labels]);
            samples.Add(1, alert?.Severity ?? DefaultSeverity);
            samples.Identity = identity;
        }) { SeriesPerMonitor = 1 },
        new("monitao_condition", MetricType.Gauge, "The status conditions: 1 for the status that holds", ["type", "status"], static (samples, m) =>
        {
            foreach (var condition in ConditionBuilder.Draft(m.View))
                samples.Add(1, condition.Type, condition.Status);
        }) { SeriesPerMonitor = ConditionTypes.MaximumAtOnce },
        new("monitao_verdict_since_timestamp_seconds", MetricType.Gauge, "When the present verdict began: of an outage the first failure",
            static m => m.View.State.Verdict.Since.ToUnixSeconds()) { SeriesPerMonitor = 1 },
        new("monitao_maintenance_active", MetricType.Gauge, "1 in a maintenance window of the monitor",
            static m => Plan(m)?.InMaintenance(m.Now) == true ? 1 : null) { Present = "in a window", SeriesPerMonitor = 1 },
        new("monitao_probe_phase_seconds", MetricType.Gauge, "Duration of each layer in the last probe", ["phase"], static (samples, m) =>
        {
            foreach (var layer in m.View.IsProbed ? m.View.State.Last?.Layers ?? [] : [])
            {
                if (layer.Duration is { } duration)
                    samples.Add(duration.TotalSeconds, layer.Layer.Word());
            }
        }) { Present = "for the layers that were reached", SeriesPerMonitor = 4 },
        new("monitao_outage_seconds_total", MetricType.Counter, "Time in outages that this process saw, as far as probes prove it; a restart begins at 0",
            static m => m.View.State.OutageTime.TotalSeconds) { SeriesPerMonitor = 1 },
        new("monitao_certificate_not_after_timestamp_seconds", MetricType.Gauge, "When the certificate of the server itself (the leaf) ends, also when it was not acceptable; kept while probes do not come as far",
            static m => (m.View.State.Last?.Certificate?.NotAfter ?? m.View.Written?.Certificate?.NotAfter) is { } end ? end.ToUnixSeconds() : null) { Present = "once a certificate was seen", SeriesPerMonitor = 1 },
        new("monitao_dns_resolver_consistent", MetricType.Gauge, "1: the resolvers of the monitor agree; 0: they do not",
            static m => Plan(m)?.Probe.Dns.Resolvers.Count > 1 && m.View.State.Last is { } last ? last.DnsInconsistent is null ? 1 : 0 : null) { Present = "with several resolvers", SeriesPerMonitor = 1 },
        new("monitao_last_probe_timestamp_seconds", MetricType.Gauge, "When the last probe of this process started",
            static m => m.View.IsProbed && m.View.State.Last is { } last ? last.StartedAt.ToUnixSeconds() : null) { Present = "after the first probe", SeriesPerMonitor = 1 },
        new("monitao_probe_interval_seconds", MetricType.Gauge, "The period of the monitor",
            static m => Plan(m)?.Cadence.Period.TotalSeconds) { Present = "while it is probed", SeriesPerMonitor = 1 },
        new("monitao_diagnosis_info", MetricType.Gauge, "The conclusion of the diagnosis, one of a fixed list of sentences; always 1", ["fault", "conclusion"], static (samples, m) =>
        {
            if (m.View is { State.Verdict.State: VerdictState.Down, Diagnosis: { } diagnosis })
                samples.Add(1, diagnosis.Fault.Word(), diagnosis.Summary);
        }) { Present = "while down and diagnosed", SeriesPerMonitor = 1 },
        new("monitao_availability_ratio", MetricType.Gauge, "The share of the last hour, day and week in which the target was reachable, of what was observed", ["window"], static (samples, m) =>
        {
            var (hour, day, week) = m.View.State.AvailabilityAt(m.Now);
            foreach (var (share, window) in new ReadOnlySpan<(double?, string)>([(hour, "1h"), (day, "1d"), (week, "7d")]))
            {
                if (share is { } value)
                    samples.Add(value, window);
            }
        }) { Present = "after the first probe", SeriesPerMonitor = 3 },
    ];

    private static MonitorPlan? Plan(ScrapedMonitor monitor) => (monitor.View.Plan as PlanResult.Planned)?.Plan;

    /// <summary>Of a monitor that is not probed too, when its target is one.</summary>
    private static Target? Target(ScrapedMonitor monitor) =>
        Plan(monitor)?.Probe.Target ?? (TargetParser.TryParse(monitor.View.Entity.Spec.Target, out var target, out _) ? target : null);
}
