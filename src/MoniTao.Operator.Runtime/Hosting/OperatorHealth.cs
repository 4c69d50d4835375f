using MoniTao.Operator.Runtime.Events;
using MoniTao.Operator.Runtime.Leases;
using MoniTao.Operator.Runtime.Reconciliation;
using MoniTao.Operator.Runtime.Status;

namespace MoniTao.Operator.Runtime.Hosting;

/// <summary>Everything a readiness check or a metrics page asks of the runtime, read live; nothing is cached.</summary>
public sealed class OperatorHealth(
    IEnumerable<ControllerRunner> controllers, LeaderElector elector, EventRecorder events, StatusApplier status, OperatorOptions options)
{
    /// <summary>Each controller with its watch and queue.</summary>
    public IReadOnlyList<ControllerHealth> Controllers { get; } = [.. controllers.Select(controller => controller.Health)];

    /// <summary>True while this replica works: as leader, or without election.</summary>
    public bool IsLeader => !options.LeaderElection || Election.IsLeader;

    /// <summary>True when this replica can do its part: a leader with all caches synced, or one that waits its turn.</summary>
    public bool IsReady => !IsLeader || Controllers.All(controller => controller.IsSynced);

    /// <summary>The election.</summary>
    public LeaderElector Election { get; } = elector;

    /// <summary>The event recorder.</summary>
    public EventRecorder Events { get; } = events;

    /// <summary>The status writer.</summary>
    public StatusApplier Status { get; } = status;

    /// <summary>Objects that wait for a worker, over all controllers.</summary>
    public int QueueDepth => Controllers.Sum(controller => controller.QueueDepth);
}
