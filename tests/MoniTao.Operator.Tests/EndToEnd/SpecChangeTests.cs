using MoniTao.FaultLab;
using MoniTao.Operator.Tests.EndToEnd.Support;
using MoniTao.TestKit.ApiServers;

namespace MoniTao.Operator.Tests.EndToEnd;

/// <summary>What a change of the spec, or the end of the object, does to what is being probed.</summary>
public sealed class SpecChangeTests(ApiServerFixture fixture, ITestOutputHelper output)
{
    private const string EveryFiveSeconds = "periodSeconds: 5, retrySeconds: 1";

    [Fact]
    public async Task Changed_target_is_observed_the_old_one_is_left_alone_and_its_outage_ends()
    {
        var space = await MonitorSpace.CreateAsync(await fixture.GetAsync(), output);
        await using var first = new TargetPort();
        await using var second = new TargetPort().Open();
        await using var monitao = await space.StartOperatorAsync();
        await space.ApplyAsync("shop", $"target: '{first.Tcp}', {EveryFiveSeconds}");
        var before = await space.WaitAsync("shop", "the first target is down", m => m.IsDown());
        first.Open();

        await space.ApplyAsync("shop", $"target: '{second.Tcp}', {EveryFiveSeconds}");
        var observed = await space.WaitAsync("shop", "the new generation is observed", m => m.Metadata.Generation == 2 && m.IsCurrent());
        var calls = first.Accepted;
        var after = await space.WaitAsync("shop", "the second target is up", m => m.IsUp());
        var probed = second.Accepted;
        await space.WaitAsync("the second target is probed twice more", () => Task.FromResult(second.Accepted >= probed + 2));

        Assert.Equal(1, before.Status!.ObservedGeneration);
        Assert.Equal(2, observed.Status!.ObservedGeneration);
        Assert.Equal(calls, first.Accepted);
        var outage = Assert.Single(after.Status!.Outages);
        Assert.Equal(before.Status.Outages[0].Start, outage.Start);
        Assert.NotNull(outage.End);
        Assert.Equal("TcpRefused", outage.Reason);
        monitao.Logs.AssertNoErrors();
    }

    [Fact]
    public async Task Deleted_monitor_is_probed_no_more_and_leaves_no_trace()
    {
        var space = await MonitorSpace.CreateAsync(await fixture.GetAsync(), output);
        await using var target = new TargetPort().Open();
        await using var witness = new TargetPort().Open();
        await using var monitao = await space.StartOperatorAsync();
        await space.ApplyAsync("gone", $"target: '{target.Tcp}', {EveryFiveSeconds}");
        await space.ApplyAsync("stays", $"target: '{witness.Tcp}', {EveryFiveSeconds}");
        await space.WaitAsync("gone", "it is up", m => m.IsUp());
        await space.WaitAsync("stays", "the other is up", m => m.IsUp());
        var failures = monitao.Health.Status.Failures;

        await space.DeleteAsync("gone");
        await space.WaitAsync("the metrics have forgotten it", async () => !(await monitao.ScrapeAsync()).Contains("monitor=\"gone\"", StringComparison.Ordinal));
        var (calls, others) = (target.Accepted, witness.Accepted);
        await space.WaitAsync("the other was probed twice more", () => Task.FromResult(witness.Accepted >= others + 2));

        Assert.Equal(calls, target.Accepted);
        Assert.Null(monitao.Supervisor.Find($"{space.Name}/gone"));
        Assert.Equal(1, monitao.Supervisor.Engine.Scheduler.Owned);
        Assert.Equal(failures, monitao.Health.Status.Failures);
        monitao.Logs.AssertNoErrors();
    }

    [Fact]
    public async Task Suspended_monitor_is_not_probed_and_says_so_until_it_is_resumed()
    {
        var space = await MonitorSpace.CreateAsync(await fixture.GetAsync(), output);
        await using var target = new TargetPort();
        await using var monitao = await space.StartOperatorAsync();
        await space.ApplyAsync("shop", $"target: '{target.Tcp}', {EveryFiveSeconds}");
        await space.WaitAsync("shop", "it is down", m => m.IsDown());

        await space.ApplyAsync("shop", $"target: '{target.Tcp}', {EveryFiveSeconds}, suspend: true");
        var suspended = await space.WaitAsync("shop", "it is suspended", m => m.Reason() == "Suspended");
        target.Open();
        await space.ApplyAsync("shop", $"target: '{target.Tcp}', {EveryFiveSeconds}, suspend: false");
        await space.WaitAsync("shop", "it is up again", m => m.IsUp());

        Assert.Equal("True/Suspended", suspended.Condition("Ready"));
        Assert.Equal("Unknown/Suspended", suspended.Condition("Reachable"));
        Assert.Equal("absent", suspended.Condition("Stalled"));
        Assert.NotNull(Assert.Single(suspended.Status!.Outages).End);
        Assert.Equal("Unknown", suspended.Status.Verdict!.State);
        Assert.Null(suspended.Status.Verdict.Layer);
    }

    [Fact]
    public async Task What_the_new_target_does_not_have_is_gone_from_the_status()
    {
        var space = await MonitorSpace.CreateAsync(await fixture.GetAsync(), output);
        await using var lab = await FaultLabHost.StartAsync(["tls-cert-expired", "healthy-tcp"]);
        await using var monitao = await space.StartOperatorAsync();
        await space.ApplyAsync(ScenarioManifests.Of(lab["tls-cert-expired"]));
        var secure = await space.WaitAsync("tls-cert-expired", "the certificate is named", m => m.Reason() == "TlsCertExpired");

        // by server-side apply, as Flux does: the section `tls` goes, and its defaults with it
        await space.ApplyAsync("tls-cert-expired", $"target: '{lab["healthy-tcp"].Target}', {EveryFiveSeconds}");
        var plain = await space.WaitAsync("tls-cert-expired", "the new target is up", m => m.IsUp());

        Assert.NotNull(secure.Status!.Certificate?.NotAfter);
        Assert.Null(plain.Status!.Certificate);
        Assert.Null(plain.Spec.Tls);
        Assert.Equal(["DNS Passed", "TCP Passed"], plain.Status.Layers.Select(l => $"{l.Name} {l.Result}"));
        monitao.Logs.AssertNoErrors();
    }
}
