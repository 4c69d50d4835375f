using System.Text.Json;
using MoniTao.Operator.Api;
using MoniTao.Operator.Tests.EndToEnd.Support;

namespace MoniTao.Operator.Tests.EndToEnd;

/// <summary>A killed operator loses nothing, and its successor says nothing twice.</summary>
[Collection(OwnServer.Name)]
public sealed class RestartTests(OwnServer own, ITestOutputHelper output)
{
    [Fact]
    public async Task Killed_and_restarted_operator_goes_on_with_the_same_outage_and_writes_nothing()
    {
        var server = await own.GetAsync();
        var space = await MonitorSpace.CreateAsync(server, output);
        await using var closed = new TargetPort();
        await using var open = new TargetPort().Open();
        await space.ApplyAsync("down", $"target: '{closed.Tcp}', periodSeconds: 5, retrySeconds: 1");
        await space.ApplyAsync("up", $"target: '{open.Tcp}', periodSeconds: 5, retrySeconds: 1");
        await space.ApplyAsync("stalled", "target: 'http://127.0.0.1:1/', http: {bodyPattern: '('}");
        await space.ApplyAsync("suspended", $"target: '{open.Tcp}', suspend: true");

        await using var first = OperatorProcess.Start(server.KubeconfigPath, space.Name);
        await space.WaitAsync("the process has written all four", async () =>
            (await space.ListAsync()).Select(m => m.Reason()).Order().SequenceEqual(["InvalidSpec", "Reachable", "Suspended", "TcpRefused"]));
        await space.WaitAsync("down", "the outage is diagnosed", m => m.Status?.Diagnosis is not null);
        await space.WaitForEventsAsync("down", "TcpRefused");
        await space.WaitForEventsAsync("stalled", "InvalidSpec");
        await first.KillAsync();
        var before = await space.ListAsync();
        var writes = await server.CountRequestsAsync("APPLY", "connectivitymonitors", "status");

        await using var second = OperatorProcess.Start(server.KubeconfigPath, space.Name);
        await space.WaitAsync("the next one has probed each twice", async () => await ProbesAsync(second) >= 4);
        var after = await space.ListAsync();

        Assert.Equal(before.Select(Show), after.Select(Show));
        Assert.Equal(writes, await server.CountRequestsAsync("APPLY", "connectivitymonitors", "status"));
        Assert.Equal(["TcpRefused"], await space.EventsAsync("down"));
        Assert.Equal(["InvalidSpec"], await space.EventsAsync("stalled"));
        closed.Open();
        var recovered = await space.WaitAsync("down", "the recovery is written", m => m.IsUp());
        var outage = Assert.Single(recovered.Status!.Outages);
        Assert.Equal(before.Single(m => m.Metadata.Name == "down").Status!.Outages[0].Start, outage.Start);
        Assert.NotNull(outage.End);
        await space.WaitForEventsAsync("down", "TcpRefused", "Recovered");
        Assert.DoesNotContain("\"LogLevel\":\"Error\"", first.Output + second.Output);
        Assert.Contains("\"LogLevel\":\"Information\"", second.Output);
    }

    private static string Show(ConnectivityMonitor monitor) =>
        $"{monitor.Metadata.Name} {monitor.Metadata.ResourceVersion} {JsonSerializer.Serialize(monitor.Status, ApiJson.Options)}";

    private static async Task<double> ProbesAsync(OperatorProcess process) => PrometheusText.Parse(await process.ScrapeAsync()).Samples
        .Where(s => s.Key.StartsWith("monitao_probes_total", StringComparison.Ordinal)).Sum(s => s.Value);
}
