namespace MoniTao.Operator.Runtime.Events;

/// <summary>The series that still run, bounded in number. Not thread-safe.</summary>
internal sealed class EventSeriesTable(EventOptions options, TimeProvider clock)
{
    private readonly Dictionary<EventIdentity, EventSeries> _series = [];
    private long _sweptAt = clock.GetTimestamp();

    public int Count => _series.Count;

    /// <summary>The running series counted up, or a new one.</summary>
    public EventSeries Record(EventIdentity identity, string note)
    {
        Sweep();
        var (now, timestamp) = (clock.GetUtcNow(), clock.GetTimestamp());
        if (_series.TryGetValue(identity, out var running) && !HasEnded(running))
        {
            running.Repeat(now, timestamp);
            return running;
        }
        return _series[identity] = new EventSeries(identity, note, now, timestamp);
    }

    public void Remove(EventSeries series)
    {
        if (_series.TryGetValue(series.Identity, out var current) && current == series)
            _series.Remove(series.Identity);
    }

    private void Sweep()
    {
        var full = _series.Count >= options.MaximumSeries;
        if (!full && clock.GetElapsedTime(_sweptAt) < options.SeriesWindow)
            return;
        _sweptAt = clock.GetTimestamp();
        foreach (var ended in _series.Values.Where(HasEnded).ToList())
            _series.Remove(ended.Identity);
        // Still full of live ones: forgetting them costs a few duplicate events, keeping them costs memory without bound.
        if (_series.Count >= options.MaximumSeries)
            _series.Clear();
    }

    private bool HasEnded(EventSeries series) => clock.GetElapsedTime(series.LastTimestamp) >= options.SeriesWindow;
}
