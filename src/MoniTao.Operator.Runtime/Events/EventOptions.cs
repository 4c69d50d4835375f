namespace MoniTao.Operator.Runtime.Events;

/// <summary>Bounds of the event recorder.</summary>
public sealed record EventOptions
{
    /// <summary>The same event within this time of the last one counts up a series instead of making a new event.</summary>
    public TimeSpan SeriesWindow { get; init; } = TimeSpan.FromMinutes(6);

    /// <summary>Events that may wait for delivery; more are dropped.</summary>
    public int Capacity { get; init; } = 1000;

    /// <summary>Series remembered at the same time.</summary>
    public int MaximumSeries { get; init; } = 10_000;

    /// <summary>Writes about one object that may come at once.</summary>
    public int BurstPerObject { get; init; } = 25;

    /// <summary>After the burst, one write about an object per this time.</summary>
    public TimeSpan RefillInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Tries for one event; with the pauses between them they outlast an API server that restarts.</summary>
    public int DeliveryAttempts { get; init; } = 12;

    /// <summary>First pause between tries.</summary>
    public TimeSpan InitialBackoff { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Longest pause between tries.</summary>
    public TimeSpan MaximumBackoff { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Time given on stop to what still waits.</summary>
    public TimeSpan FlushTimeout { get; init; } = TimeSpan.FromSeconds(3);
}
