using MoniTao.Operator.Alerting;

namespace MoniTao.Operator.Metrics;

/// <summary>How pushing alerts is doing; present with <c>--alertmanager-url</c>.</summary>
internal static class NotificationMetrics
{
    public static readonly Metric<NotificationCounters>[] All =
    [
        new("monitao_alertmanager_notifications_total", MetricType.Counter, "Alerts pushed to a replica of Alertmanager; a failure is tried again", ["result"], static (samples, n) =>
        {
            samples.Add(n.Delivered, "success");
            samples.Add(n.Failed, "failure");
        }),
        new("monitao_alertmanager_notifications_dropped_total", MetricType.Counter, "Alerts that Alertmanager refused as invalid", static n => n.Dropped),
        new("monitao_alertmanager_last_success_timestamp_seconds", MetricType.Gauge, "When a replica of Alertmanager last took alerts; 0 before the first time",
            static n => (n.LastSuccess ?? DateTimeOffset.UnixEpoch).ToUnixSeconds()),
    ];
}
