namespace MoniTao.Connectivity.Probing;

/// <summary>
/// A canary: a timer that should tick ten times a second. How late it ticks is how late every timer and continuation of this
/// process is, and a time-out reported meanwhile says nothing about the target (law 8).
/// </summary>
public sealed class StarvationWatch : IDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);
    private const int Remembered = 256;

    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly Lock _lock = new();
    private readonly Queue<(long At, TimeSpan Late)> _lapses = new();
    private long _last;

    /// <summary>Starts the canary.</summary>
    public StarvationWatch(TimeProvider time)
    {
        _time = time;
        _last = time.GetTimestamp();
        _timer = time.CreateTimer(_ => OnTick(), null, Tick, Tick);
    }

    /// <summary>The longest lapse since a timestamp of the same clock, the one that is going on now included.</summary>
    public TimeSpan Since(long timestamp)
    {
        lock (_lock)
        {
            var longest = _time.GetElapsedTime(_last) - Tick;
            foreach (var (at, late) in _lapses)
            {
                if (at >= timestamp && late > longest)
                    longest = late;
            }

            return longest > TimeSpan.Zero ? longest : TimeSpan.Zero;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private void OnTick()
    {
        lock (_lock)
        {
            var now = _time.GetTimestamp();
            var late = _time.GetElapsedTime(_last, now) - Tick;
            _last = now;
            if (late < Tick)
                return;
            _lapses.Enqueue((now, late));
            if (_lapses.Count > Remembered)
                _lapses.Dequeue();
        }
    }
}
