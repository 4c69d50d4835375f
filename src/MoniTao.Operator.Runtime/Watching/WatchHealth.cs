namespace MoniTao.Operator.Runtime.Watching;

/// <summary>How a watch is doing. Plain counters, safe to read at any time from any thread.</summary>
public sealed class WatchHealth(TimeProvider clock)
{
    private long _lists;
    private long _watches;
    private long _events;
    private long _restarts;
    private long _decodeFailures;
    private long _lastContact;
    private volatile bool _resourceMissing;
    private volatile string? _lastError;

    /// <summary>Complete lists taken in.</summary>
    public long Lists => Volatile.Read(ref _lists);

    /// <summary>Watches opened.</summary>
    public long Watches => Volatile.Read(ref _watches);

    /// <summary>Events received, bookmarks included.</summary>
    public long Events => Volatile.Read(ref _events);

    /// <summary>Times that list and watch began again because of an error; a quiet close is not one.</summary>
    public long Restarts => Volatile.Read(ref _restarts);

    /// <summary>Objects and lines that could not be understood.</summary>
    public long DecodeFailures => Volatile.Read(ref _decodeFailures);

    /// <summary>True while the API server does not know the kind: its CRD is not there.</summary>
    public bool ResourceMissing => _resourceMissing;

    /// <summary>What the last error said, null since the last complete list.</summary>
    public string? LastError => _lastError;

    /// <summary>Time since the API server last said anything on this watch; null before the first time.</summary>
    public TimeSpan? LastContactAge => Volatile.Read(ref _lastContact) is var at and not 0 ? clock.GetElapsedTime(at) : null;

    internal void Contact() => Volatile.Write(ref _lastContact, Math.Max(1, clock.GetTimestamp()));

    internal void Listed()
    {
        Interlocked.Increment(ref _lists);
        _resourceMissing = false;
        _lastError = null;
    }

    internal void Opened() => Interlocked.Increment(ref _watches);

    internal void Received() => Interlocked.Increment(ref _events);

    internal void Undecodable() => Interlocked.Increment(ref _decodeFailures);

    internal void Missing() => _resourceMissing = true;

    internal void Failed(string message)
    {
        Interlocked.Increment(ref _restarts);
        _lastError = message;
    }
}
