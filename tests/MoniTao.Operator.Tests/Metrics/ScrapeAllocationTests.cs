using System.IO.Pipelines;
using MoniTao.Operator.Metrics;
using MoniTao.Operator.Planning;
using MoniTao.Operator.Tests.Supervision;

namespace MoniTao.Operator.Tests.Metrics;

/// <summary>What a scrape leaves for the garbage collector: bytes, which no busy machine changes.</summary>
public sealed class ScrapeAllocationTests(ITestOutputHelper output)
{
    private const int Monitors = 1000;

    /// <summary>The measured figure is about half of it.</summary>
    private const int BytesPerMonitor = 8192;

    [Fact]
    public async Task Scrape_of_a_thousand_monitors_allocates_a_bounded_number_of_bytes_for_each()
    {
        await using var rig = new SupervisorRig();
        for (var i = 0; i < Monitors; i++)
        {
            var entity = Views.Entity();
            entity.Metadata.Name = $"m{i}";
            rig.Supervisor.Accept(entity, new PlanResult.Planned(Views.Plan() with { Id = $"web/m{i}" }));
        }

        for (var i = 0; i < 60; i++)
            await rig.ProbeAsync(refused: true);
        var page = new MetricsPage(rig.Supervisor, rig.Clock);
        var pipe = PipeWriter.Create(Stream.Null);
        Write(page, pipe); // the first one makes what is kept

        var before = GC.GetAllocatedBytesForCurrentThread();
        Write(page, pipe);
        var each = (GC.GetAllocatedBytesForCurrentThread() - before) / Monitors;

        output.WriteLine($"{each} bytes for each monitor");
        Assert.InRange(each, 1, BytesPerMonitor);
    }

    /// <summary>To nowhere nothing waits, so that all of it happens on this thread.</summary>
    private static void Write(MetricsPage page, PipeWriter pipe) =>
        Assert.True(page.WriteOwnAsync(pipe, MetricsFormat.Text, CancellationToken.None).IsCompletedSuccessfully);
}
