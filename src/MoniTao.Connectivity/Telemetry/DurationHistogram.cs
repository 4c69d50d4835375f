namespace MoniTao.Connectivity.Telemetry;

/// <summary>A cumulative histogram of durations with fixed bounds, written from any thread and read at scrape time.</summary>
public sealed class DurationHistogram
{
    /// <summary>Upper bounds in seconds; from a LAN's round trip to the longest probe.</summary>
    public static readonly double[] Bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

    private readonly long[] _counts = new long[Bounds.Length + 1];
    private long _ticks;

    /// <summary>Adds one duration.</summary>
    public void Add(TimeSpan duration)
    {
        Interlocked.Increment(ref _counts[Bucket(duration)]);
        Interlocked.Add(ref _ticks, duration.Ticks);
    }

    /// <summary>The index of the bucket that a duration falls in; that of <see cref="Bounds"/>' length is above every bound.</summary>
    public static int Bucket(TimeSpan duration)
    {
        var seconds = duration.TotalSeconds;
        var bucket = 0;
        while (bucket < Bounds.Length && seconds > Bounds[bucket])
            bucket++;
        return bucket;
    }

    /// <summary>The counts per bucket (not cumulative; the last is above every bound) and the sum in seconds.</summary>
    public (long[] Counts, double Sum) Read() =>
        ([.. Enumerable.Range(0, _counts.Length).Select(i => Interlocked.Read(ref _counts[i]))], TimeSpan.FromTicks(Interlocked.Read(ref _ticks)).TotalSeconds);
}
