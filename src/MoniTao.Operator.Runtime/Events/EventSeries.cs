namespace MoniTao.Operator.Runtime.Events;

/// <summary>One event and its repetitions, which share an object on the server. Guarded by the recorder's lock.</summary>
internal sealed class EventSeries(EventIdentity identity, string note, DateTimeOffset at, long timestamp)
{
    public EventIdentity Identity { get; } = identity;

    public string Note { get; } = note;

    public DateTimeOffset FirstAt { get; } = at;

    public DateTimeOffset LastAt { get; private set; } = at;

    public long LastTimestamp { get; private set; } = timestamp;

    public int Count { get; private set; } = 1;

    /// <summary>True while the series waits for delivery; what is added meanwhile goes along.</summary>
    public bool Queued { get; set; }

    /// <summary>Name of the event on the server once it was created; only the delivery uses it.</summary>
    public string? StoredName { get; set; }

    /// <summary>Name under which creation was tried, kept over retries so that an event stored twice is noticed.</summary>
    public string? PlannedName { get; set; }

    public void Repeat(DateTimeOffset at, long timestamp)
    {
        Count++;
        (LastAt, LastTimestamp) = (at, timestamp);
    }
}
