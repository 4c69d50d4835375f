using MoniTao.Operator.Runtime.Hosting;
using MoniTao.Operator.Runtime.Reconciliation;

namespace MoniTao.Operator.Metrics;

/// <summary>How the operator and its connection to the API server are doing. <c>monitao run</c> has none of these.</summary>
internal static class OperatorMetrics
{
    private static readonly string[] Resource = ["resource"];

    public static readonly Metric<OperatorHealth>[] All =
    [
        new("monitao_leader", MetricType.Gauge, "1 while this replica is the one that works", h => h.IsLeader ? 1 : 0),
        new("monitao_leader_transitions_total", MetricType.Counter, "Times that this replica began or ceased to lead", h => h.Election.Transitions),
        new("monitao_lease_failures_total", MetricType.Counter, "Requests about the Lease that failed", h => h.Election.Failures),
        new("monitao_status_writes_total", MetricType.Counter, "Status writes stored by the API server", h => h.Status.Writes),
        new("monitao_status_write_failures_total", MetricType.Counter, "Status writes that were not stored", h => h.Status.Failures),
        new("monitao_events_delivered_total", MetricType.Counter, "Kubernetes Events delivered", h => h.Events.Delivered),
        new("monitao_events_dropped_total", MetricType.Counter, "Kubernetes Events given up: bounds reached, or refused by the API server", h => h.Events.Dropped + h.Events.Failed),
        new("monitao_events_queue_depth", MetricType.Gauge, "Kubernetes Events that wait to be delivered", h => h.Events.Depth),
        Each("monitao_watch_synced", MetricType.Gauge, "1 while the cache holds a complete list", c => c.IsSynced ? 1 : 0),
        Each("monitao_watch_last_contact_age_seconds", MetricType.Gauge, "Time since the API server last said anything on the watch", c => c.Watch.LastContactAge?.TotalSeconds)
            with { Present = "after the first contact" },
        Each("monitao_watch_restarts_total", MetricType.Counter, "Times that list and watch began again because of an error", c => c.Watch.Restarts),
        Each("monitao_watch_decode_failures_total", MetricType.Counter, "Objects that could not be understood", c => c.Watch.DecodeFailures),
        Each("monitao_reconcile_queue_depth", MetricType.Gauge, "Objects that wait to be reconciled", c => c.QueueDepth),
        Each("monitao_reconciles_total", MetricType.Counter, "Reconciles that ended, well or not", c => c.Reconciles),
        Each("monitao_reconcile_failures_total", MetricType.Counter, "Reconciles that failed", c => c.Failures),
    ];

    private static Metric<OperatorHealth> Each(string name, MetricType type, string help, Func<ControllerHealth, double?> read) =>
        new(name, type, help, Resource, (samples, health) =>
        {
            foreach (var controller in health.Controllers)
            {
                if (read(controller) is { } value)
                    samples.Add(value, controller.Resource);
            }
        });
}
