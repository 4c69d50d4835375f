using MoniTao.Operator.Runtime.Queueing;
using MoniTao.Operator.Runtime.Watching;

namespace MoniTao.Operator.Runtime.Reconciliation;

/// <summary>How one controller is run.</summary>
public sealed class ControllerOptions
{
    /// <summary>Objects reconciled at the same time.</summary>
    public int Workers { get; set; } = 2;

    /// <summary>Limit of one call of the controller; a call that ignores its token holds its worker all the same.</summary>
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>What is watched, and how.</summary>
    public WatchOptions Watch { get; set; } = new();

    /// <summary>Pauses after failures.</summary>
    public WorkQueueOptions Queue { get; set; } = WorkQueueOptions.Default;
}
