using System.Globalization;
using MoniTao.Operator.Tests.EndToEnd.Support;

namespace MoniTao.Operator.Tests.EndToEnd;

/// <summary>A probe never writes. The API server counts; <c>tests/soak/steady-state.sh</c> does the same for longer and with more.</summary>
[Collection(OwnServer.Name)]
public sealed class SteadyStateTests(OwnServer own, ITestOutputHelper output)
{
    private const int Monitors = 50;
    private const int Rounds = 3;

    [Fact]
    public async Task Fifty_settled_monitors_are_probed_again_and_again_without_one_write()
    {
        var server = await own.GetAsync();
        var space = await MonitorSpace.CreateAsync(server, output);
        await using var open = new TargetPort().Open();
        await using var closed = new TargetPort();
        await using var monitao = await space.StartOperatorAsync();
        for (var i = 0; i < Monitors; i++)
        {
            var target = i % 5 == 0 ? closed : open;
            await space.ApplyAsync(string.Create(CultureInfo.InvariantCulture, $"m{i}"), $"target: '{target.Tcp}', periodSeconds: 5, retrySeconds: 1");
        }

        await space.WaitAsync("each has its verdict", async () => (await space.ListAsync()).All(m => m.IsUp() || m.IsDown()));
        await space.WaitAsync("the events are out", () => Task.FromResult(monitao.Health.Events.Delivered == Monitors / 5));
        var (before, events, probes) = (await WritesAsync(), await EventsAsync(), Probes(monitao));
        await space.WaitAsync($"{Monitors * Rounds} more probes", () => Task.FromResult(Probes(monitao) >= probes + (Monitors * Rounds)));

        Assert.Equal(before, await WritesAsync());
        Assert.Equal(events, await EventsAsync());
        Assert.Equal(0, monitao.Health.Status.Failures);
        monitao.Logs.AssertNoErrors();

        Task<long> WritesAsync() => server.CountRequestsAsync("APPLY", "connectivitymonitors", "status");
        Task<long> EventsAsync() => server.CountRequestsAsync("POST", "events");
    }

    private static long Probes(OperatorUnderTest monitao) =>
        Enum.GetValues<Connectivity.Classification.ProbeResult>().Sum(monitao.Supervisor.Engine.Counters.Count);
}
