namespace MoniTao.Operator.Alerting;

/// <summary>
/// What fires now, and what ended a short while ago. Replicas of Alertmanager are brought up to this state, whatever they
/// missed: there is no queue that could overflow or tell yesterday's news.
/// </summary>
internal sealed class AlertBook(TimeProvider time)
{
    /// <summary>How long an end is remembered, for replicas that are away: longer than an alert lives there without being sent again.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromMinutes(15);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, BookedAlert> _firing = new(StringComparer.Ordinal);
    private readonly Dictionary<string, BookedAlert> _ended = new(StringComparer.Ordinal);
    private TaskCompletionSource _changed = NewSignal();
    private long _version;

    /// <summary>Completes with the next change; ask for it before reading, and nothing is missed.</summary>
    public Task Changed
    {
        get
        {
            lock (_lock)
                return _changed.Task;
        }
    }

    /// <summary>What fires now, by monitor.</summary>
    public IReadOnlyList<KeyValuePair<string, Alert>> Firing
    {
        get
        {
            lock (_lock)
                return [.. _firing.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.Alert))];
        }
    }

    /// <summary>Everything that a replica should know.</summary>
    public IReadOnlyList<BookedAlert> Read()
    {
        lock (_lock)
        {
            Prune();
            return [.. _firing.Values, .. _ended.Values];
        }
    }

    /// <summary>Notes what should fire for a monitor now. What fired before and has other labels ends.</summary>
    /// <returns>True when this is news.</returns>
    public bool Set(string monitor, Alert? alert)
    {
        lock (_lock)
        {
            var before = _firing.GetValueOrDefault(monitor);
            if (before is null ? alert is null : alert is not null && before.Alert.SaysTheSameAs(alert))
                return false;
            if (before is not null && before.Alert.Key != alert?.Key)
                End(monitor, before.Alert);
            if (alert is not null)
            {
                _ended.Remove(alert.Key);
                _firing[monitor] = new BookedAlert(alert, null, ++_version);
            }

            Prune();
            Signal();
            return true;
        }
    }

    /// <summary>Says no more of a monitor, not even that its alert ended: another replica of the operator speaks for it now.</summary>
    public void Forget(string monitor)
    {
        lock (_lock)
            _firing.Remove(monitor);
    }

    private void End(string monitor, Alert alert)
    {
        _firing.Remove(monitor);
        var now = time.GetUtcNow();
        // Alertmanager refuses an end before the start, which may come from a clock that was ahead of ours
        _ended[alert.Key] = new BookedAlert(alert, now > alert.StartsAt ? now : alert.StartsAt, ++_version);
    }

    private void Prune()
    {
        var oldest = time.GetUtcNow() - Memory;
        foreach (var (key, ended) in _ended.Where(e => e.Value.EndedAt < oldest).ToList())
            _ended.Remove(key);
    }

    private void Signal()
    {
        var signal = _changed;
        _changed = NewSignal();
        signal.SetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
