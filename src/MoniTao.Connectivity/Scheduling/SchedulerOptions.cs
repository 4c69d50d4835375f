namespace MoniTao.Connectivity.Scheduling;

/// <summary>Limits of the scheduler.</summary>
public sealed record SchedulerOptions
{
    /// <summary>How many probes run at once; more wait their turn, longest waiting first.</summary>
    public int MaximumConcurrency { get; init; } = 1000;

    /// <summary>A monitor whose last probe took so long counts as slow: mostly it timed out.</summary>
    public TimeSpan SlowAfter { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How many slow ones run at once: half of all, so that a storm of time-outs leaves room for the targets that answer.</summary>
    public int MaximumSlow => Math.Max(1, MaximumConcurrency / 2);

    /// <summary>New monitors are first probed at this distance, so that a thousand applied at once are no burst.</summary>
    public TimeSpan StartSpacing { get; init; } = TimeSpan.FromMilliseconds(20);
}
