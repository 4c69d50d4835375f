using MoniTao.Connectivity.Model;

namespace MoniTao.Connectivity.Scheduling;

/// <summary>One monitor that the scheduler owns. Guarded by the scheduler's lock.</summary>
internal sealed class ScheduleEntry(MonitorPlan plan)
{
    public MonitorPlan Plan { get; set; } = plan;

    public TimeSpan Offset { get; set; }

    public TimeSpan Due { get; set; }

    /// <summary>Whether the last probe took long. Changes only when one has ended, so that the end finds what the start counted.</summary>
    public bool Slow { get; set; }

    /// <summary>Grows with each change of the due time; an older one in a queue is passed over.</summary>
    public long Ticket { get; set; }

    /// <summary>Set while a probe runs; cancelling it calls the probe off.</summary>
    public CancellationTokenSource? Running { get; set; }

    /// <summary>The plan was replaced while its probe ran: when that has ended, this is when the new one is due.</summary>
    public TimeSpan? DueAfterRun { get; set; }

    /// <summary>Let go while its probe ran; it leaves when that has ended.</summary>
    public bool Released { get; set; }
}
