namespace MoniTao.Connectivity.Probing;

/// <summary>
/// The time left to a probe, shared by all of its stages. It tells apart the two ends a stage can come to without an answer:
/// the clock ran out (a fact about the target), or the caller gave up (no fact at all).
/// </summary>
public sealed class Deadline : IDisposable
{
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly CancellationTokenSource _end;
    private readonly CancellationToken _caller;
    private readonly CancellationTokenRegistration _givingUp;

    /// <summary>Starts the clock.</summary>
    public Deadline(TimeProvider time, TimeSpan budget, CancellationToken caller)
    {
        _time = time;
        _caller = caller;
        _start = time.GetTimestamp();
        Budget = budget;
        _end = new CancellationTokenSource(budget > TimeSpan.Zero ? budget : TimeSpan.Zero, time);
        _givingUp = caller.UnsafeRegister(static end => ((CancellationTokenSource)end!).Cancel(), _end);
    }

    /// <summary>The time there was at the start.</summary>
    public TimeSpan Budget { get; }

    /// <summary>Cancelled when the time is up or the caller gives up.</summary>
    public CancellationToken Token => _end.Token;

    /// <summary>True when the caller gave up: what happened since says nothing about the target.</summary>
    public bool CancelledByCaller => _caller.IsCancellationRequested;

    /// <summary>The time since the start.</summary>
    public TimeSpan Elapsed => _time.GetElapsedTime(_start);

    /// <summary>The time left, never negative.</summary>
    public TimeSpan Remaining => Elapsed is var gone && gone < Budget ? Budget - gone : TimeSpan.Zero;

    /// <summary>A deadline for one stage: the shorter of <paramref name="limit"/> and what is left.</summary>
    public Deadline Within(TimeSpan limit) => new(_time, limit < Remaining ? limit : Remaining, _caller);

    /// <summary>A deadline for work beside the stages, which <paramref name="stop"/> calls off.</summary>
    public Deadline Beside(CancellationToken stop) => new(_time, Remaining, stop);

    /// <summary>How much later than promised the time ran out: large values mean that this process was starved.</summary>
    public TimeSpan Overrun => Elapsed - Budget is { Ticks: > 0 } late ? late : TimeSpan.Zero;

    /// <inheritdoc/>
    public void Dispose()
    {
        _givingUp.Dispose(); // waits for a call that is under way: it never meets a source that is gone
        _end.Dispose();
    }
}
