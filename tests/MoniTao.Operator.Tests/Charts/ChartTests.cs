using MoniTao.Operator.Tests.Charts.Support;
using MoniTao.TestKit;

namespace MoniTao.Operator.Tests.Charts;

/// <summary>The chart as a package: what helm itself thinks of it, and what it copies from elsewhere in the repository.</summary>
public sealed class ChartTests
{
    [Fact]
    public async Task Helm_lint_finds_nothing() => Assert.Contains("0 chart(s) failed", await HelmTools.HelmAsync("lint", "--strict", Chart.Folder));

    [Theory]
    [InlineData("replicas: 2", "additional properties 'replicas' not allowed")]
    [InlineData("rbac: {secret: {enabled: true}}", "additional properties 'secret' not allowed")]
    [InlineData("metrics: {serviceMonitor: {enable: true}}", "additional properties 'enable' not allowed")]
    [InlineData("replicaCount: two", "got string, want integer")]
    [InlineData("watchNamespace: Web_1", "watchNamespace")]
    [InlineData("runbookUrl: runbooks.example.com", "runbookUrl")]
    [InlineData("prometheusRule: {runbookBaseUrl: ''}", "prometheusRule/runbookBaseUrl")]
    [InlineData("alertmanager: {urls: ['alertmanager:9093']}", "alertmanager/urls/0")]
    [InlineData("serviceAccount: {create: false}", "serviceAccount.name is needed")]
    public async Task Values_that_mean_nothing_are_refused(string values, string words)
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => Chart.RenderAsync(values));

        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_CRD_is_the_generated_one() => AssertCopies(
        Path.Combine(RepositoryFolder.Path, "config", "crd"), "monitao.io_*.yaml", Chart.File("crds"));

    [Theory]
    [InlineData("alerts", "*.rules.yaml")]
    [InlineData("dashboards", "*.json")]
    public void Alerts_and_dashboards_are_those_of_the_repository(string folder, string pattern) =>
        AssertCopies(Path.Combine(RepositoryFolder.Path, folder), pattern, Chart.File("files", folder));

    [Fact]
    public async Task Dashboards_are_ConfigMaps_that_the_sidecar_finds_with_the_files_as_they_are()
    {
        var maps = (await Chart.TemplateAsync("dashboards: {enabled: true}")).Where(o => o.Kind == "ConfigMap").ToList();

        Assert.All(maps, map => Assert.Equal("1", map.Text("metadata", "labels", "grafana_dashboard")));
        Assert.Equal(
            Contents(Path.Combine(RepositoryFolder.Path, "dashboards"), "*.json").Select(content => content.TrimEnd()),
            maps.SelectMany(map => map.Find("data")!.AsObject()).Select(file => $"{file.Key}\n{file.Value}".TrimEnd()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Runbooks_of_the_alerts_are_below_the_address_of_the_values()
    {
        var published = await RulesAsync("prometheusRule: {enabled: true}");
        var own = await RulesAsync("prometheusRule: {enabled: true, runbookBaseUrl: 'https://wiki.example.com/monitao/'}");

        Assert.Contains("runbook_url: https://wiki.example.com/monitao/runbooks/{{ $labels.reason }}", own, StringComparison.Ordinal);
        Assert.Equal(published.Replace("https://monitao.io/", "https://wiki.example.com/monitao/", StringComparison.Ordinal), own);
    }

    [Fact]
    public async Task Version_of_the_chart_and_of_the_image_is_the_product_s()
    {
        var version = typeof(Operator.Commands.MonitaoCommand).Assembly.GetName().Version!.ToString(3);
        var chart = Rendered.Parse(await File.ReadAllTextAsync(Chart.File("Chart.yaml"), TestContext.Current.CancellationToken)).Single();

        Assert.Equal((version, version), (chart.Text("version"), chart.Text("appVersion")));
    }

    private static Task<string> RulesAsync(string values) => Chart.RenderAsync(values, "monitao-system", "--show-only", "templates/prometheusrule.yaml");

    private static void AssertCopies(string originals, string pattern, string copies) =>
        Assert.Equal(Contents(originals, pattern), Contents(copies, pattern));

    /// <summary>Name and content, so that a failure says which file; run <c>charts/sync.sh</c> to mend it.</summary>
    private static IEnumerable<string> Contents(string folder, string pattern) => !Directory.Exists(folder)
        ? []
        : Directory.EnumerateFiles(folder, pattern).Order(StringComparer.Ordinal).Select(file => $"{Path.GetFileName(file)}\n{File.ReadAllText(file)}");
}
