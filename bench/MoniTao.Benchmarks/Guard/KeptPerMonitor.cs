using System.IO.Pipelines;
using MoniTao.Benchmarks.Engine;
using MoniTao.Connectivity.Probing;
using MoniTao.Operator.Metrics;
using MoniTao.Operator.Reporting;
using MoniTao.Operator.Runbooks;

namespace MoniTao.Benchmarks.Guard;

/// <summary>What a monitor costs that is there: the bytes that stay when it was probed and its status is written, and those of a scrape.</summary>
internal static class KeptPerMonitor
{
    private const int Before = 100, Monitors = 2000, Pages = 20;

    public static async Task<IReadOnlyDictionary<string, double>> CountAsync(EngineOptions options, Observation seen, CancellationToken cancellation)
    {
        await using var fleet = new TurnedFleet(seen);
        await RunAsync(fleet, options with { Monitors = Before }, cancellation); // the code is there, and what all share
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await RunAsync(fleet, options with { Monitors = Before + Monitors }, cancellation);
        var kept = GC.GetTotalMemory(forceFullCollection: true) - before;

        var page = new MetricsPage(fleet.Supervisor, fleet.Clock);
        var nowhere = PipeWriter.Create(Stream.Null);
        await page.WriteOwnAsync(nowhere, MetricsFormat.OpenMetrics, cancellation);
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        for (var i = 0; i < Pages; i++)
            await page.WriteOwnAsync(nowhere, MetricsFormat.OpenMetrics, cancellation);
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        return new Dictionary<string, double>
        {
            ["bytes kept per monitor"] = kept / (double)Monitors,
            ["bytes allocated per monitor and scrape"] = allocated / (double)(Pages * (Before + Monitors)),
        };
    }

    /// <summary>Accepts them, lets each be probed, and writes their status, as far as this process sees that. Those that are there stay as they are.</summary>
    private static async Task RunAsync(TurnedFleet fleet, EngineOptions options, CancellationToken cancellation)
    {
        await fleet.AcceptAsync(options, cancellation);
        await fleet.TurnAsync(TimeSpan.FromMinutes(1), () => true, cancellation);
        foreach (var monitor in fleet.Supervisor.All.Where(monitor => monitor.Written is null))
            fleet.Supervisor.MarkWritten(monitor.Id, monitor.Entity.Metadata.Uid, StatusBuilder.Build(monitor, fleet.Clock.GetUtcNow(), RunbookLinks.Default));
        if (fleet.Supervisor.All.Any(monitor => monitor.State.Last is null))
            throw new BenchException("a monitor was not probed");
    }
}
