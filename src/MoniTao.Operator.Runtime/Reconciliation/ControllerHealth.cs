using MoniTao.Operator.Runtime.Watching;

namespace MoniTao.Operator.Runtime.Reconciliation;

/// <summary>How one controller is doing: its watch, its queue, its calls. Safe to read at any time from any thread.</summary>
public sealed class ControllerHealth
{
    private readonly Func<bool> _synced;
    private readonly Func<int> _objects;
    private readonly Func<int> _depth;
    private long _reconciles;
    private long _failures;
    private long _deletions;

    internal ControllerHealth(string resource, WatchHealth watch, Func<bool> synced, Func<int> objects, Func<int> depth) =>
        (Resource, Watch, _synced, _objects, _depth) = (resource, watch, synced, objects, depth);

    /// <summary>Plural name of the kind, usable as a label value.</summary>
    public string Resource { get; }

    /// <summary>Counters of list and watch.</summary>
    public WatchHealth Watch { get; }

    /// <summary>True when the cache holds a complete list and the watch goes on; false in a replica that does not lead.</summary>
    public bool IsSynced => _synced();

    /// <summary>Objects in the cache.</summary>
    public int Objects => _objects();

    /// <summary>Objects that wait for a worker.</summary>
    public int QueueDepth => _depth();

    /// <summary>Reconciles that ended, well or not.</summary>
    public long Reconciles => Volatile.Read(ref _reconciles);

    /// <summary>Reconciles and deletions that failed, exceptions included.</summary>
    public long Failures => Volatile.Read(ref _failures);

    /// <summary>Deletions handed to the controller with success.</summary>
    public long Deletions => Volatile.Read(ref _deletions);

    internal void Reconciled() => Interlocked.Increment(ref _reconciles);

    internal void Failed() => Interlocked.Increment(ref _failures);

    internal void Deleted() => Interlocked.Increment(ref _deletions);
}
