using MoniTao.Operator.Tests.EndToEnd.Support;
using MoniTao.TestKit.ApiServers;

namespace MoniTao.Operator.Tests.EndToEnd;

/// <summary>One Lease, two replicas: one works, the other is ready to.</summary>
public sealed class TwoOperatorsTests(ApiServerFixture fixture, ITestOutputHelper output)
{
    [Fact]
    public async Task One_of_two_writes_and_the_other_takes_over_when_it_stops()
    {
        var space = await MonitorSpace.CreateAsync(await fixture.GetAsync(), output);
        await using var target = new TargetPort();
        await using var first = await space.StartOperatorAsync();
        await space.WaitAsync("the first leads", () => Task.FromResult(first.Health.IsLeader));
        await using var second = await space.StartOperatorAsync();
        await space.WaitAsync("the second stands by", async () => (await second.GetAsync("/readyz")).Status == 200);

        await space.ApplyAsync("shop", $"target: '{target.Tcp}', periodSeconds: 5, retrySeconds: 1");
        var before = await space.WaitAsync("shop", "the first has written, the diagnosis too", m => m.IsDown() && m.Status?.Diagnosis is not null);
        var (writes, standby) = (first.Health.Status.Writes, second.Health.Status.Writes);
        var empty = await second.ScrapeAsync();
        await first.StopAsync();
        await space.WaitAsync("the second leads", () => Task.FromResult(second.Health.IsLeader));
        await space.WaitAsync("the second probes", async () =>
            (await second.ScrapeAsync()).Contains("monitao_probes_total{result=\"failure\"} 2", StringComparison.Ordinal));
        var unchanged = await space.GetAsync("shop");
        target.Open();
        var after = await space.WaitAsync("shop", "the second has written", m => m.IsUp());
        await space.WaitAsync("it has heard so", () => Task.FromResult(second.Health.Status.Writes > 0));

        Assert.True(writes > 0);
        Assert.Equal(0, standby);
        Assert.DoesNotContain("monitor=\"shop\"", empty);
        Assert.Contains("monitao_leader 0\n", empty);
        Assert.Equal(before.Metadata.ResourceVersion, unchanged.Metadata.ResourceVersion);
        Assert.Equal(1, second.Health.Status.Writes);
        Assert.Equal(before.Status!.Outages[0].Start, Assert.Single(after.Status!.Outages).Start);
        await space.WaitForEventsAsync("shop", "TcpRefused", "Recovered");
        first.Logs.AssertNoErrors();
        second.Logs.AssertNoErrors();
    }
}
