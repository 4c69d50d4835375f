using MoniTao.Benchmarks.Processes;
using MoniTao.Connectivity.Model;
using MoniTao.Operator.Hosting;
using MoniTao.Operator.Planning;

namespace MoniTao.Benchmarks.Engine;

/// <summary>One run: warm up, measure, stop.</summary>
internal static class EngineRun
{
    /// <summary>Keeps the scheduler saturated: each monitor is due again at once. No spec can say that, so only the plan does.</summary>
    private static readonly TimeSpan AtOnce = TimeSpan.FromMilliseconds(1);

    public static async Task<EngineResult> RunAsync(EngineOptions options, CancellationToken cancellation)
    {
        var tally = new ProbeTally();
        var result = await MeasureAsync(tally, options, cancellation);
        return result with { All = tally.Probes };
    }

    private static async Task<EngineResult> MeasureAsync(ProbeTally tally, EngineOptions options, CancellationToken cancellation)
    {
        var time = TimeProvider.System;
        await using var host = new EngineHost(options.InFlight);
        await using var endpoints = options.Listen is { } listen ? await HttpEndpoints.StartAsync(listen, host.Metrics, null, null, cancellation) : null;
        host.Supervisor.Probed += tally.Add;
        var warm = tally.WaitAsync(options.WarmUp, cancellation);
        var planned = await BenchMonitors.PlanAsync(options, cancellation);
        foreach (var (monitor, plan) in planned)
            host.Supervisor.Accept(monitor, Every(AtOnce, plan));
        await warm;
        if (options.Period is { } period)
        {
            foreach (var (monitor, plan) in planned)
                host.Supervisor.Accept(monitor, Every(period, plan));
        }

        var (first, before) = (tally.Probes, Reading.Now(time));
        await tally.WaitAsync(options.Probes, cancellation);
        var (last, after) = (tally.Probes, Reading.Now(time));
        return Result(tally, last - first, before, after, time);
    }

    private static PlanResult.Planned Every(TimeSpan period, MonitorPlan plan) =>
        new(plan with { Cadence = plan.Cadence with { Period = period }, Fingerprint = $"{plan.Fingerprint} {period}" });

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
