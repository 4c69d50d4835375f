namespace MoniTao.Connectivity.Model;

/// <summary>How often a target is probed and how many results it takes to change the verdict.</summary>
public sealed record Cadence
{
    /// <summary>The time from the start of one probe to the start of the next.</summary>
    public TimeSpan Period { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>After a first failure the next probe comes this soon (never later than <see cref="Period"/>).</summary>
    public TimeSpan Retry { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Failures in a row before the verdict turns Down.</summary>
    public int FailureThreshold { get; init; } = 2;

    /// <summary>Successes in a row before the verdict turns Up again.</summary>
    public int SuccessThreshold { get; init; } = 1;
}
