using System.Text.RegularExpressions;
using MoniTao.Operator.Alerting;
using MoniTao.Operator.Metrics;
using MoniTao.Operator.Tests.Commands;
using MoniTao.Operator.Tests.EndToEnd.Support;
using MoniTao.TestKit;
using MoniTao.TestKit.ApiServers;
using MoniTao.TestKit.FakeApiServer;
using MoniTao.TestKit.Tools;

namespace MoniTao.Operator.Tests.Metrics;

/// <summary>The catalog, the page and the documentation say the same.</summary>
public sealed partial class MetricCatalogTests
{
    [Fact]
    public async Task Documentation_is_what_the_catalog_says()
    {
        var (code, output, _) = await CommandLine.RunAsync("metrics", "--output", "markdown");

        Assert.Equal(0, code);
        Assert.True(
            output == await File.ReadAllTextAsync(Path.Combine(RepositoryFolder.Path, "docs", "metrics.md"), TestContext.Current.CancellationToken),
            "run: dotnet run --project src/MoniTao.Operator -- metrics --output markdown >docs/metrics.md");
    }

    [Fact]
    public async Task Page_has_every_metric_of_the_catalog_and_no_other()
    {
        var operatorPage = await OperatorPageAsync();
        var monitor = MetricsText.Of(WorstMonitor.Create());
        Assert.Empty(operatorPage.Problems);
        Assert.Empty(monitor.Problems);

        var emitted = operatorPage.Samples.Keys.Concat(monitor.Samples.Keys).Select(Name).ToHashSet();
        var catalog = MetricsReference.All.Select(m => m.Name).ToHashSet();
        // what prometheus-net adds
        var own = emitted.Where(name => catalog.Contains(name) || !name.StartsWith("process_", StringComparison.Ordinal) && !name.StartsWith("dotnet_", StringComparison.Ordinal));

        Assert.Equal(catalog.Order(), own.Order());
        Assert.Contains("process_cpu_seconds_total", emitted);
    }

    [Fact]
    public void Names_are_unique_and_follow_the_rules_of_the_field() => Assert.All(MetricsReference.All.GroupBy(m => m.Name), group =>
    {
        var metric = Assert.Single(group);
        Assert.Matches("^(monitao|dotnet)_[a-z_]+$", metric.Name);
        Assert.Equal(metric.Type == MetricType.Counter, metric.Name.EndsWith("_total", StringComparison.Ordinal));
        Assert.DoesNotMatch("[.\\n|]$", metric.Help);
    });

    /// <summary>Dashboards, rules and queries of users hang on them: a new name for one of these is a break.</summary>
    [Theory]
    [InlineData("monitao_reachable")]
    [InlineData("monitao_failure_info", "reason", "layer", "fault")]
    [InlineData("monitao_condition", "type", "status")]
    [InlineData("monitao_probe_phase_seconds", "phase")]
    [InlineData("monitao_probe_phase_duration_seconds", "phase")]
    [InlineData("monitao_probes_total", "result")]
    [InlineData("monitao_outage_seconds_total")]
    [InlineData("monitao_certificate_not_after_timestamp_seconds")]
    [InlineData("monitao_dns_resolver_consistent")]
    [InlineData("monitao_scheduler_lag_seconds")]
    [InlineData("monitao_scheduler_in_flight")]
    [InlineData("monitao_scheduler_waiting")]
    [InlineData("monitao_reconcile_queue_depth", "resource")]
    [InlineData("monitao_watch_last_contact_age_seconds", "resource")]
    [InlineData("monitao_status_writes_total")]
    [InlineData("monitao_status_write_failures_total")]
    [InlineData("monitao_leader")]
    [InlineData("monitao_prober_faults_total", "reason")]
    public void Metric_keeps_its_name_and_its_labels(string name, params string[] labels) =>
        Assert.Equal(labels, MetricsReference.All.Single(metric => metric.Name == name).Labels);

    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/faq.md")]
    public void Series_per_monitor_are_told_everywhere_alike(string page) =>
        Assert.Matches($@"[Aa]t most {MetricsReference.SeriesPerMonitor}\b", File.ReadAllText(Path.Combine(RepositoryFolder.Path, page)));

    [Fact]
    public void Worst_monitor_has_as_many_series_as_documented_and_no_more()
    {
        var samples = MetricsText.Of(WorstMonitor.Create()).Samples;

        Assert.Equal(MetricsReference.SeriesPerMonitor, samples.Count);
        foreach (var metric in MonitorMetrics.All)
            Assert.Equal((metric.Name, metric.SeriesPerMonitor), (metric.Name, samples.Keys.Count(series => Name(series) == metric.Name)));
        Assert.Contains($"At most **{MetricsReference.SeriesPerMonitor} series per monitor**", MetricsReference.Markdown(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Promtool_finds_nothing_to_say_of_the_page()
    {
        var promtool = await DebianTools.FindAsync("prometheus", "promtool");
        var page = Path.GetTempFileName();
        try
        {
            await using (var writer = File.CreateText(page))
                await writer.WriteAsync((await OperatorTextAsync()) + MetricsText.Of(MetricsFormat.Text, Write));
            var output = await CommandOutput.RunAsync("/bin/sh", ["-c", "\"$1\" check metrics <\"$2\" 2>&1", "sh", promtool, page], TimeSpan.FromMinutes(2));

            Assert.Equal((0, ""), (output.ExitCode, output.StandardOutput));
        }
        finally
        {
            File.Delete(page);
        }

        static void Write(MetricsWriter writer)
        {
            var monitor = WorstMonitor.Create(new MetricsOptions { TargetLabel = true });
            writer.Identity = monitor.Labels;
            writer.Write(MonitorMetrics.All, monitor);
        }
    }

    private static async Task<PrometheusText> OperatorPageAsync() => PrometheusText.Parse(await OperatorTextAsync());

    /// <summary>The page of an operator that leads and watches, without monitors.</summary>
    private static async Task<string> OperatorTextAsync()
    {
        await using var server = await FakeServer.StartAsync();
        server.Store("/apis/coordination.k8s.io/v1", "leases");
        server.Store("/apis/monitao.io/v1alpha1", "connectivitymonitors");
        using var kubeconfig = new TemporaryKubeconfig(server.Address);
        var alertmanager = new AlertmanagerOptions { Urls = [new Uri("http://127.0.0.1:9")] };
        await using var monitao = await OperatorUnderTest.StartAsync(kubeconfig.Path, "web", alertmanager: alertmanager);
        await TestKit.FakeApiServer.Eventually.HoldsAsync(
            () => monitao.Health.IsLeader && monitao.Health.Controllers[0].Watch.LastContactAge is not null, "the operator leads and watches");
        return await monitao.ScrapeAsync();
    }

    private static string Name(string series) => Suffix().Replace(series.Split('{')[0], "");

    [GeneratedRegex("(?<=_duration_seconds|_lag_seconds)_(bucket|sum|count)$")]
    private static partial Regex Suffix();
}
