namespace MoniTao.Connectivity.Probing;

/// <summary>
/// A canary: a piece of work that should get its turn ten times a second. How late that is, is how late every continuation of
/// this process is, and a time-out reported meanwhile says nothing about the target (law 8).
/// </summary>
/// <remarks>
/// A timer alone would not do: its callbacks overtake the work that waits in the thread pool, and answers from the network are
/// such work. So the timer only puts the canary in line.
/// </remarks>
public sealed class StarvationWatch : IDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);
    private const int Remembered = 256;

    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly Lock _lock = new();
    private readonly Queue<(long At, TimeSpan Late)> _lapses = new();
    private long _last;
    private long _lastLapse = long.MinValue;
    private TimeSpan _total;

    /// <summary>Starts the canary; <paramref name="queue"/> is the line that it waits in, the thread pool's when null.</summary>
    public StarvationWatch(TimeProvider time, Action<Action>? queue = null)
    {
        _time = time;
        _last = time.GetTimestamp();
        queue ??= static turn => ThreadPool.UnsafeQueueUserWorkItem(static t => t(), turn, preferLocal: false);
        _timer = time.CreateTimer(_ => queue(OnTurn), null, Tick, Timeout.InfiniteTimeSpan);
    }

    /// <summary>All lapses together since the start, short ones and the one that is going on now included; the difference of two readings counts.</summary>
    public TimeSpan Total
    {
        get
        {
            lock (_lock)
                return _total + Lapse(_time.GetTimestamp());
        }
    }

    /// <summary>The longest lapse since a timestamp of the same clock, the one that is going on now included.</summary>
    public TimeSpan Since(long timestamp)
    {
        lock (_lock)
        {
            var longest = Lapse(_time.GetTimestamp());
            if (_lastLapse < timestamp)
                return longest; // each probe asks, and mostly there was none
            foreach (var (at, late) in _lapses)
            {
                if (at >= timestamp && late > longest)
                    longest = late;
            }

            return longest;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private void OnTurn()
    {
        lock (_lock)
        {
            var now = _time.GetTimestamp();
            var late = Lapse(now);
            _last = now;
            _total += late;
            _timer.Change(Tick, Timeout.InfiniteTimeSpan);
            if (late < Tick)
                return;
            _lapses.Enqueue((now, late));
            _lastLapse = now;
            if (_lapses.Count > Remembered)
                _lapses.Dequeue();
        }
    }

    private TimeSpan Lapse(long now) => _time.GetElapsedTime(_last, now) - Tick is { Ticks: > 0 } late ? late : TimeSpan.Zero;
}
