namespace MoniTao.Operator.Runtime.Reconciliation;

/// <summary>How a reconcile ended.</summary>
public sealed record ReconciliationResult
{
    private ReconciliationResult(string? error, TimeSpan? requeueAfter) => (Error, RequeueAfter) = (error, requeueAfter);

    /// <summary>True when there is no error.</summary>
    public bool IsSuccess => Error is null;

    /// <summary>What went wrong, for people; null on success.</summary>
    public string? Error { get; }

    /// <summary>When to come back without a change; null: never after a success, with back-off after a failure.</summary>
    public TimeSpan? RequeueAfter { get; }

    /// <summary>Done. Comes back by itself only if <paramref name="requeueAfter"/> is given.</summary>
    public static ReconciliationResult Success(TimeSpan? requeueAfter = null) => new(null, requeueAfter);

    /// <summary>Not done. Comes back after <paramref name="requeueAfter"/>, else with growing pauses.</summary>
    public static ReconciliationResult Failure(string error, TimeSpan? requeueAfter = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(error);
        return new(error, requeueAfter);
    }
}
