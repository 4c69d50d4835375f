using MoniTao.Operator.Tests.EndToEnd.Support;
using MoniTao.TestKit.ApiServers;

namespace MoniTao.Operator.Tests.EndToEnd;

/// <summary>The main job, from apply to recovery.</summary>
public sealed class ClosedPortTests(ApiServerFixture fixture, ITestOutputHelper output)
{
    [Fact]
    public async Task Closed_port_is_named_and_its_opening_ends_the_outage()
    {
        var space = await MonitorSpace.CreateAsync(await fixture.GetAsync(), output);
        await using var target = new TargetPort();
        await using var monitao = await space.StartOperatorAsync();

        await space.ApplyAsync("shop", $"target: 'https://127.0.0.1:{target.Port}/', periodSeconds: 5, retrySeconds: 1");
        var down = await space.WaitAsync("shop", "the closed port is reported", m => m.IsDown());

        Assert.Equal("True/TcpRefused", down.Condition("Refused"));
        Assert.Equal("False/TcpRefused", down.Condition("Reachable"));
        Assert.Equal("True/Probing", down.Condition("Ready"));
        Assert.Equal("False/Passed", down.Condition("DnsFailed"));
        Assert.Equal("False/Passed", down.Condition("TimedOut"));
        Assert.Equal("Unknown/NotReached", down.Condition("TlsError"));
        Assert.Equal("Unknown/NotReached", down.Condition("HttpError"));
        Assert.All(down.Status!.Conditions, c => Assert.Equal(down.Metadata.Generation, c.ObservedGeneration));
        Assert.Equal(["DNS Passed", "TCP Failed", "TLS NotReached", "HTTP NotReached"], down.Status.Layers.Select(l => $"{l.Name} {l.Result}"));
        Assert.Contains($"127.0.0.1:{target.Port}", down.Status.Verdict!.Message);
        Assert.NotEmpty(down.Status.Verdict.Hint!);
        Assert.Equal("TCP", down.Status.Verdict.Layer);
        var outage = Assert.Single(down.Status.Outages);
        Assert.Null(outage.End);
        Assert.Equal(down.Status.Verdict.Since, outage.Start);
        await space.WaitForEventsAsync("shop", "TcpRefused");
        var scrape = await monitao.ScrapeAsync();
        Assert.Contains($"monitao_reachable{{namespace=\"{space.Name}\",monitor=\"shop\"}} 0\n", scrape);
        Assert.Contains("reason=\"TcpRefused\",layer=\"TCP\",fault=\"target\"} 1\n", scrape);

        await space.ApplyAsync("shop", $"target: '{target.Tcp}', periodSeconds: 5, retrySeconds: 1");
        var again = await space.WaitAsync("shop", "the changed spec is down too", m => m.IsDown() && m.IsCurrent());
        target.Open();
        var up = await space.WaitAsync("shop", "the open port is reported", m => m.IsUp());

        Assert.Equal("True/Reachable", up.Condition("Reachable"));
        Assert.Equal("False/Passed", up.Condition("Refused"));
        Assert.Equal("False/NotApplicable", up.Condition("TlsError"));
        Assert.Equal(2, up.Status!.Outages.Count);
        Assert.Equal(again.Status!.Outages[0].Start, up.Status.Outages[0].Start);
        Assert.All(up.Status.Outages, ended => Assert.NotNull(ended.End));
        await space.WaitAsync("the recovery is told", async () => await space.EventsAsync("shop") is [.., "Recovered"]);
        Assert.Contains($"monitao_reachable{{namespace=\"{space.Name}\",monitor=\"shop\"}} 1\n", await monitao.ScrapeAsync());
        Assert.DoesNotContain("monitao_failure_info{", await monitao.ScrapeAsync());
        monitao.Logs.AssertNoErrors();
    }
}
