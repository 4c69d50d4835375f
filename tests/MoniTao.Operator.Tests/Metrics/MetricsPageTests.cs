using System.Text;
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
    public async Task Removed_monitor_leaves_no_series()
    {
        await using var rig = new SupervisorRig();
        rig.Accept();
        await rig.ProbeAsync(refused: true);
        rig.Supervisor.Remove("web/shop");

        Assert.DoesNotContain((await ScrapeAsync(rig)).Keys, series => series.Contains("shop", StringComparison.Ordinal));
    }

    private static async Task<Dictionary<string, double>> ScrapeAsync(SupervisorRig rig)
    {
        using var text = new MemoryStream();
        await new MetricsPage(rig.Supervisor, rig.Clock).WriteAsync(text, CancellationToken.None);
        var page = PrometheusText.Parse(Encoding.UTF8.GetString(text.ToArray()));
        Assert.Empty(page.Problems);
        return page.Samples;
    }
}
