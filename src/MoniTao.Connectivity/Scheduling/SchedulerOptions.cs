namespace MoniTao.Connectivity.Scheduling;

/// <summary>Limits of the scheduler.</summary>
public sealed record SchedulerOptions
{
    /// <summary>How many probes run at once; more wait their turn, longest waiting first.</summary>
    public int MaximumConcurrency { get; init; } = 1000;

    /// <summary>New monitors are first probed at this distance, so that a thousand applied at once are no burst.</summary>
    public TimeSpan StartSpacing { get; init; } = TimeSpan.FromMilliseconds(20);
}
