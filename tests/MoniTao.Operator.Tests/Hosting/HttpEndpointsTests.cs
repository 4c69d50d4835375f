using MoniTao.Operator.Commands;
using MoniTao.Operator.Hosting;
using MoniTao.Operator.Metrics;
using MoniTao.Operator.Tests.EndToEnd.Support;
using MoniTao.Operator.Tests.Supervision;
using MoniTao.TestKit.ApiServers;
using MoniTao.TestKit.FakeApiServer;

namespace MoniTao.Operator.Tests.Hosting;

/// <summary>The pages that probes of the kubelet and Prometheus ask for.</summary>
public sealed class HttpEndpointsTests(ApiServerFixture fixture, ITestOutputHelper output)
{
    [Fact]
    public async Task Operator_is_alive_but_not_ready_until_it_has_the_list_of_monitors()
    {
        await using var server = await FakeServer.StartAsync();
        var listing = new TaskCompletionSource();
        const string monitors = "/apis/monitao.io/v1alpha1/namespaces/web/connectivitymonitors";
        server.Store("/apis/coordination.k8s.io/v1", "leases");
        server.Script("GET", monitors, async exchange =>
        {
            await listing.Task;
            await exchange.ReplyAsync(200, FakeJson.List(1, []));
        });
        using var kubeconfig = new TemporaryKubeconfig(server.Address);
        await using var monitao = await OperatorUnderTest.StartAsync(kubeconfig.Path, "web");

        await Eventually.HoldsAsync(() => server.Count("GET", monitors) == 1, "the operator leads and lists");
        var (health, before) = (await monitao.GetAsync("/healthz"), await monitao.GetAsync("/readyz"));
        listing.SetResult();
        await Eventually.HoldsAsync(() => monitao.Health.IsReady, "the list has arrived");
        var after = await monitao.GetAsync("/readyz");

        Assert.Equal((200, "ok"), health);
        Assert.Equal(503, before.Status);
        Assert.Equal((200, "ok"), after);
    }

    [Fact]
    public async Task Operator_that_has_not_reached_the_API_server_is_not_ready()
    {
        using var kubeconfig = new TemporaryKubeconfig(new Uri($"http://127.0.0.1:{LoopbackPorts.Take(1)[0]}"));
        await using var monitao = await OperatorUnderTest.StartAsync(kubeconfig.Path, "web");

        await Eventually.HoldsAsync(() => monitao.Health.Election.Failures > 0, "it has tried");

        Assert.Equal(503, (await monitao.GetAsync("/readyz")).Status);
        Assert.Equal(200, (await monitao.GetAsync("/healthz")).Status);
    }

    [Fact]
    public async Task What_the_operator_listens_on_by_default_answers_over_IPv4()
    {
        var listen = MonitaoCommand.Create().Parse("operator").GetRequiredValue<string>("--listen").Replace("8080", "0", StringComparison.Ordinal);
        await using var rig = new SupervisorRig();
        await using var endpoints = await HttpEndpoints.StartAsync(
            listen, new MetricsPage(rig.Supervisor, rig.Clock), null, null, TestContext.Current.CancellationToken);
        using var http = new HttpClient();

        Assert.Equal("ok", await http.GetStringAsync(new Uri($"http://127.0.0.1:{new Uri(endpoints.Address).Port}/healthz"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Two_scrapes_are_valid_Prometheus_text_and_counters_only_grow()
    {
        var space = await MonitorSpace.CreateAsync(await fixture.GetAsync(), output);
        await using var open = new TargetPort().Open();
        await using var monitao = await space.StartOperatorAsync();
        await space.ApplyAsync("shop", $"target: '{open.Tcp}', periodSeconds: 5");
        await space.WaitAsync("shop", "it is up", m => m.IsUp());

        var (format, openMetrics) = await monitao.ScrapeOpenMetricsAsync();
        var first = PrometheusText.Parse(await monitao.ScrapeAsync());
        var probed = open.Accepted;
        await space.WaitAsync("it is probed again", () => Task.FromResult(open.Accepted > probed));
        var second = PrometheusText.Parse(await monitao.ScrapeAsync());

        Assert.StartsWith("application/openmetrics-text; version=1.0.0", format, StringComparison.Ordinal);
        Assert.EndsWith("\n# EOF\n", openMetrics, StringComparison.Ordinal);
        Assert.Empty(first.Problems);
        Assert.Empty(second.Problems);
        Assert.NotEmpty(first.Counters);
        Assert.All(first.Counters, series => Assert.True(second.Samples[series] >= first.Samples[series], series));
        Assert.Equal(1, second.Samples[$"monitao_reachable{{namespace=\"{space.Name}\",monitor=\"shop\"}}"]);
        Assert.Equal(1, second.Samples["monitao_leader"]);
        Assert.Equal(1, second.Samples["monitao_scheduler_monitors"]);
        Assert.Equal(1, second.Samples["monitao_watch_synced{resource=\"connectivitymonitors\"}"]);
    }
}
