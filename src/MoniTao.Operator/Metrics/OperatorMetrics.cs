using MoniTao.Operator.Runtime.Hosting;
using Prometheus;

namespace MoniTao.Operator.Metrics;

/// <summary>How the operator itself is doing.</summary>
internal static class OperatorMetrics
{
    public static void Fill(MetricFactory metrics, OperatorHealth health)
    {
        metrics.CreateGauge("monitao_leader", "1 while this replica is the one that works").Set(health.IsLeader ? 1 : 0);
        metrics.CreateCounter("monitao_leader_transitions_total", "Times that this replica began or ceased to lead").IncTo(health.Election.Transitions);
        metrics.CreateCounter("monitao_status_writes_total", "Status writes stored by the API server").IncTo(health.Status.Writes);
        metrics.CreateCounter("monitao_status_write_failures_total", "Status writes that were not stored").IncTo(health.Status.Failures);
        metrics.CreateCounter("monitao_events_delivered_total", "Kubernetes Events delivered").IncTo(health.Events.Delivered);
        metrics.CreateCounter("monitao_events_dropped_total", "Kubernetes Events given up: bounds reached, or refused by the API server")
            .IncTo(health.Events.Dropped + health.Events.Failed);
        var restarts = metrics.CreateCounter("monitao_watch_restarts_total", "Times that list and watch began again because of an error", ["resource"]);
        var decode = metrics.CreateCounter("monitao_watch_decode_failures_total", "Objects that could not be understood", ["resource"]);
        var age = metrics.CreateGauge("monitao_watch_last_contact_age_seconds", "Time since the API server last said anything on the watch", ["resource"]);
        var synced = metrics.CreateGauge("monitao_watch_synced", "1 while the cache holds a complete list", ["resource"]);
        var depth = metrics.CreateGauge("monitao_reconcile_queue_depth", "Objects that wait to be reconciled", ["resource"]);
        var failures = metrics.CreateCounter("monitao_reconcile_failures_total", "Reconciles that failed", ["resource"]);
        foreach (var controller in health.Controllers)
        {
            restarts.WithLabels(controller.Resource).IncTo(controller.Watch.Restarts);
            decode.WithLabels(controller.Resource).IncTo(controller.Watch.DecodeFailures);
            if (controller.Watch.LastContactAge is { } contact)
                age.WithLabels(controller.Resource).Set(contact.TotalSeconds);
            synced.WithLabels(controller.Resource).Set(controller.IsSynced ? 1 : 0);
            depth.WithLabels(controller.Resource).Set(controller.QueueDepth);
            failures.WithLabels(controller.Resource).IncTo(controller.Failures);
        }
    }
}
