namespace MoniTao.Operator.Runtime.Queueing;

/// <summary>Pauses between failures of one key.</summary>
/// <param name="InitialBackoff">After the first failure; doubles each time.</param>
/// <param name="MaximumBackoff">The longest pause.</param>
public sealed record WorkQueueOptions(TimeSpan InitialBackoff, TimeSpan MaximumBackoff)
{
    /// <summary>200 ms up to 5 minutes.</summary>
    public static WorkQueueOptions Default { get; } = new(TimeSpan.FromMilliseconds(200), TimeSpan.FromMinutes(5));
}
