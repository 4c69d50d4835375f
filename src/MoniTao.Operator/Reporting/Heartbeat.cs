namespace MoniTao.Operator.Reporting;

/// <summary>
/// How often a status that says nothing new is written all the same, so that its numbers do not grow old. Each monitor has its own time
/// between two, so those that began together drift apart; in a large fleet it is longer, for the API server has more to do with a write than
/// the operator with a probe, and a verdict that changed must not wait behind thousands of heartbeats (ADR 20).
/// </summary>
internal static class Heartbeat
{
    /// <summary>The shortest time between two writes that say nothing new.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromMinutes(5);

    private const double MostPerSecond = 20;
    private static readonly TimeSpan Spread = TimeSpan.FromMinutes(1);

    /// <summary>The time between two of one monitor: the same for the life of a process and size of the fleet.</summary>
    /// <param name="id">The monitor.</param>
    /// <param name="monitors">How many there are.</param>
    public static TimeSpan Interval(string id, int monitors)
    {
        var part = (uint)id.GetHashCode(StringComparison.Ordinal) / (double)uint.MaxValue;
        var (few, many) = (Shortest + (Spread * part), TimeSpan.FromSeconds(monitors / MostPerSecond) * (1 + part));
        return few > many ? few : many;
    }
}
