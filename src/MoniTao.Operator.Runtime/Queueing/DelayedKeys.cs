namespace MoniTao.Operator.Runtime.Queueing;

/// <summary>Keys with a due time, behind one timer that is set to the earliest of them.</summary>
internal sealed class DelayedKeys<TKey> : IDisposable where TKey : notnull
{
    // Timers refuse spans beyond 49 days; a longer wait is cut in pieces.
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(1);

    private readonly Lock _gate = new();
    private readonly TimeProvider _clock;
    private readonly Action<TKey> _release;
    private readonly ITimer _timer;
    private readonly long _start;
    private readonly PriorityQueue<TKey, TimeSpan> _order = new();
    private readonly Dictionary<TKey, TimeSpan> _due = [];

    public DelayedKeys(TimeProvider clock, Action<TKey> release)
    {
        _clock = clock;
        _release = release;
        _start = clock.GetTimestamp();
        _timer = clock.CreateTimer(_ => ReleaseDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public int Count
    {
        get
        {
            lock (_gate)
                return _due.Count;
        }
    }

    public void Add(TKey key, TimeSpan delay)
    {
        lock (_gate)
        {
            var due = _clock.GetElapsedTime(_start) + delay;
            if (_due.TryGetValue(key, out var earlier) && earlier <= due)
                return;
            // The later entry stays in the order and is recognized as stale when its turn comes.
            _due[key] = due;
            _order.Enqueue(key, due);
            SetTimer();
        }
    }

    public void Dispose() => _timer.Dispose();

    private void ReleaseDue()
    {
        List<TKey> released = [];
        lock (_gate)
        {
            var now = _clock.GetElapsedTime(_start);
            while (_order.TryPeek(out var key, out var due) && due <= now)
            {
                _order.Dequeue();
                if (_due.TryGetValue(key, out var current) && current == due && _due.Remove(key))
                    released.Add(key);
            }
            SetTimer();
        }
        released.ForEach(_release);
    }

    private void SetTimer()
    {
        if (!_order.TryPeek(out _, out var due))
            return;
        var wait = due - _clock.GetElapsedTime(_start);
        _timer.Change(wait <= TimeSpan.Zero ? TimeSpan.Zero : wait < LongestTimer ? RoundUp(wait) : LongestTimer, Timeout.InfiniteTimeSpan);
    }

    // Timers count whole milliseconds: rounding down would wake too early, find nothing due and spin.
    private static TimeSpan RoundUp(TimeSpan wait) => TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));
}
