namespace MoniTao.Operator.Planning;

/// <summary>Carries a stall from the depth of the planner to its door; it never leaves the planner.</summary>
internal sealed class StalledException(string reason, string message) : Exception(message)
{
    /// <summary>One of <see cref="StallReason"/>.</summary>
    public string Reason { get; } = reason;
}
