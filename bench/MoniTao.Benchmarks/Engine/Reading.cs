namespace MoniTao.Benchmarks.Engine;

/// <summary>What this process has used up to one moment.</summary>
internal sealed record Reading(long Timestamp, TimeSpan User, TimeSpan System, long Allocated, int[] Collections, TimeSpan Pauses)
{
    public static Reading Now(TimeProvider time)
    {
        var cpu = Environment.CpuUsage; // getrusage(2): finer than the ticks of /proc
        return new Reading(
            time.GetTimestamp(),
            cpu.UserTime,
            cpu.PrivilegedTime,
            GC.GetTotalAllocatedBytes(precise: false),
            [.. Enumerable.Range(0, GC.MaxGeneration + 1).Select(GC.CollectionCount)],
            GC.GetTotalPauseDuration());
    }
}
