namespace MoniTao.Operator.Metrics;

/// <summary>What prometheus-net does not tell of the .NET runtime and an owner of many monitors asks for: pauses, garbage, timers.</summary>
internal static class RuntimeMetrics
{
    public static readonly Metric<TimeProvider>[] All =
    [
        new("dotnet_gc_pause_seconds_total", MetricType.Counter, "Time for which the garbage collector stopped every thread", static _ => GC.GetTotalPauseDuration().TotalSeconds),
        new("dotnet_gc_allocated_bytes_total", MetricType.Counter, "Bytes allocated on the managed heap", static _ => GC.GetTotalAllocatedBytes()),
        new("dotnet_gc_committed_bytes", MetricType.Gauge, "Memory that the managed heap holds", static _ => GC.GetGCMemoryInfo().TotalCommittedBytes),
        new("dotnet_timers", MetricType.Gauge, "Timers that are set", static _ => Timer.ActiveCount),
    ];
}
