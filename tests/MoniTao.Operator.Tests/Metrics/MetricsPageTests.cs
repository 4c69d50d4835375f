using MoniTao.Operator.Api.Status;
using MoniTao.Operator.Hosting;
using MoniTao.Operator.Metrics;
using MoniTao.Operator.Planning;
using MoniTao.Operator.Tests.EndToEnd.Support;
using MoniTao.Operator.Tests.Supervision;

namespace MoniTao.Operator.Tests.Metrics;

public sealed class MetricsPageTests
{
    private const string Shop = "namespace=\"web\",monitor=\"shop\"";

    [Fact]
    public async Task Failing_monitor_shows_its_reason_and_a_recovered_one_does_not()
    {
        await using var rig = new SupervisorRig();
        rig.Accept();
        await rig.ProbeAsync(refused: true);
        var down = await ScrapeAsync(rig);
        await rig.ProbeAsync(refused: false);
        var up = await ScrapeAsync(rig);

        Assert.Equal(0, down[$"monitao_reachable{{{Shop}}}"]);
        Assert.Equal(1, down[$"monitao_failure_info{{{Shop},reason=\"TcpRefused\",layer=\"TCP\",fault=\"target\"}}"]);
        Assert.Equal(1, down[$"monitao_condition{{{Shop},type=\"Refused\",status=\"True\"}}"]);
        Assert.Equal(1, up[$"monitao_reachable{{{Shop}}}"]);
        Assert.DoesNotContain(up.Keys, series => series.StartsWith("monitao_failure_info", StringComparison.Ordinal));
        Assert.Equal(1, up["monitao_probes_total{result=\"success\"}"]);
    }

    [Fact]
    public async Task Monitor_of_which_nothing_is_known_is_neither_up_nor_down()
    {
        await using var rig = new SupervisorRig();
        rig.Supervisor.Accept(Views.Entity(), new PlanResult.Suspended());

        var page = await ScrapeAsync(rig);

        Assert.Equal(1, page[$"monitao_condition{{{Shop},type=\"Reachable\",status=\"Unknown\"}}"]);
        Assert.DoesNotContain(page.Keys, series => series.StartsWith("monitao_reachable", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Asked_for_by_name_the_page_has_these_metrics_alone()
    {
        await using var rig = new SupervisorRig();
        rig.Accept();
        await rig.ProbeAsync(refused: false);
        await using var endpoints = await HttpEndpoints.StartAsync("http://127.0.0.1:0", new MetricsPage(rig.Supervisor, rig.Clock), null, null, TestContext.Current.CancellationToken);
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Add("Accept", "application/openmetrics-text");
        var text = await client.GetStringAsync($"{endpoints.Address}/metrics?name[]=monitao_reachable&name[]=monitao_scheduler_monitors", TestContext.Current.CancellationToken);

        Assert.Equal(
            ["monitao_scheduler_monitors 1", $"monitao_reachable{{{Shop}}} 1", "# EOF"],
            text.Split('\n').Where(line => line.Length > 0 && (line[0] != '#' || line == "# EOF")).Select(line => line.Replace("1.0", "1", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Removed_monitor_leaves_no_series()
    {
        await using var rig = new SupervisorRig();
        rig.Accept();
        await rig.ProbeAsync(refused: true);
        rig.Supervisor.Remove("web/shop");

        Assert.DoesNotContain((await ScrapeAsync(rig)).Keys, series => series.Contains("shop", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Outage_time_grows_with_each_failure_and_never_falls_when_the_target_is_back()
    {
        await using var rig = new SupervisorRig();
        rig.Accept();
        var times = new List<double>();
        foreach (var refused in new[] { false, true, true, true, false, false })
        {
            await rig.ProbeAsync(refused);
            rig.Clock.Advance(TimeSpan.FromSeconds(7)); // time that nothing proves
            times.Add((await ScrapeAsync(rig))[$"monitao_outage_seconds_total{{{Shop}}}"]);
        }

        Assert.Equal(times.Order(), times);
        Assert.Equal((0, 0), (times[0], times[1]));
        Assert.True(times[3] > times[2] && times[4] > times[3], "each probe of the outage adds to it");
        Assert.Equal(times[4], times[5]);
    }

    [Fact]
    public async Task Outage_of_an_earlier_process_counts_from_the_start_of_this_one()
    {
        await using var rig = new SupervisorRig();
        var status = new ConnectivityMonitorStatus { ObservedGeneration = 1, Outages = [new OutageStatus { Start = Views.Now.AddHours(-3), Reason = "TcpRefused", Layer = "TCP" }] };
        rig.Supervisor.Accept(Views.Entity(status: status), new PlanResult.Planned(Views.Plan()));
        await rig.ProbeAsync(refused: true);
        await rig.ProbeAsync(refused: true);

        var page = await ScrapeAsync(rig);

        Assert.Equal(page[$"monitao_last_probe_timestamp_seconds{{{Shop}}}"] - Views.Now.ToUnixTimeSeconds(), page[$"monitao_outage_seconds_total{{{Shop}}}"], 3);
        Assert.Equal(Views.Now.AddHours(-3).ToUnixTimeSeconds(), page[$"monitao_verdict_since_timestamp_seconds{{{Shop}}}"]);
    }

    [Fact]
    public async Task Exemplar_names_the_monitor_that_was_last_in_the_bucket_until_it_is_gone()
    {
        await using var rig = new SupervisorRig();
        var page = new MetricsPage(rig.Supervisor, rig.Clock, options: new MetricsOptions { Exemplars = true });
        rig.Accept();
        for (var i = 0; i < 2; i++)
            await rig.ProbeAsync(refused: false); // when the second one has ended, all have heard of the first

        var open = await MetricsText.OfAsync(page, MetricsFormat.OpenMetrics);
        var text = await MetricsText.OfAsync(page);
        var usual = await MetricsText.OfAsync(new MetricsPage(rig.Supervisor, rig.Clock), MetricsFormat.OpenMetrics);
        rig.Supervisor.Remove("web/shop");
        var gone = await MetricsText.OfAsync(page, MetricsFormat.OpenMetrics);

        Assert.Matches(@"(?m)^monitao_probe_phase_duration_seconds_bucket\{phase=""tcp"",le=""0\.001""\} \d # \{namespace=""web"",monitor=""shop""\} 0(\.\d+)? \d+(\.\d+)?$", open);
        Assert.EndsWith("\n# EOF\n", open, StringComparison.Ordinal);
        Assert.DoesNotContain(" # {", usual, StringComparison.Ordinal); // off unless asked for
        Assert.Empty(PrometheusText.Parse(text).Problems);
        Assert.DoesNotContain("shop", gone, StringComparison.Ordinal);
    }

    private static async Task<Dictionary<string, double>> ScrapeAsync(SupervisorRig rig)
    {
        var page = PrometheusText.Parse(await MetricsText.OfAsync(new MetricsPage(rig.Supervisor, rig.Clock)));
        Assert.Empty(page.Problems);
        return page.Samples;
    }
}
