using MoniTao.Benchmarks.Processes;
using MoniTao.Operator.Hosting;

namespace MoniTao.Benchmarks.Engine;

/// <summary>One run: warm up, measure, stop.</summary>
internal static class EngineRun
{
    public static async Task<EngineResult> RunAsync(EngineOptions options, CancellationToken cancellation)
    {
        var time = TimeProvider.System;
        await using var host = new EngineHost(options.InFlight);
        await using var endpoints = options.Listen is { } listen ? await HttpEndpoints.StartAsync(listen, host.Metrics, null, null, cancellation) : null;
        var tally = new ProbeTally();
        host.Supervisor.Probed += tally.Add;
        var warm = tally.WaitAsync(options.WarmUp, cancellation);
        foreach (var (monitor, plan) in await BenchMonitors.PlanAsync(options, cancellation))
            host.Supervisor.Accept(monitor, plan);
        await warm;
        var (first, before) = (tally.Probes, Reading.Now(time));
        await tally.WaitAsync(options.Probes, cancellation);
        var (last, after) = (tally.Probes, Reading.Now(time));
        return Result(tally, last - first, before, after, time);
    }

    private static EngineResult Result(ProbeTally tally, long probes, Reading before, Reading after, TimeProvider time)
    {
        var memory = Memory.Of(Environment.ProcessId);
        return new EngineResult
        {
            Probes = probes,
            Failures = tally.Failures,
            FirstFailure = tally.FirstFailure,
            Seconds = time.GetElapsedTime(before.Timestamp, after.Timestamp).TotalSeconds,
            UserPerProbe = (after.User - before.User).TotalMilliseconds / probes,
            SystemPerProbe = (after.System - before.System).TotalMilliseconds / probes,
            AllocatedPerProbe = (after.Allocated - before.Allocated) / (double)probes,
            Collections = [.. after.Collections.Zip(before.Collections, (a, b) => a - b)],
            Pauses = (after.Pauses - before.Pauses).TotalMilliseconds,
            Resident = memory.Resident,
            PeakResident = memory.Peak,
        };
    }
}
