using MoniTao.Operator.Commands;
using MoniTao.Operator.Tests.Charts.Support;

namespace MoniTao.Operator.Tests.Charts;

/// <summary>What the chart passes to the operator is what the operator understands.</summary>
public sealed class ArgumentsTests
{
    [Theory]
    [InlineData("")]
    [InlineData("{watchNamespace: web, verbose: true, logFormat: text, maxConcurrentProbes: 50}")]
    [InlineData("runbookUrl: https://runbooks.example.com/pages")]
    [InlineData("{suspectHoldSeconds: 0, metrics: {labelAllowlist: [app, example.com/team], targetLabel: true, exemplars: true}}")]
    [InlineData("blackbox: {enabled: true, allow: ['https://*.example.com', 'tcp://*.example.com:*']}")]
    [InlineData("alertmanager: {urls: ['http://alertmanager-0.monitoring:9093', 'https://alerts.example.com']}")]
    [InlineData("{alertmanager: {urls: ['http://alertmanager-0.monitoring:9093']}, dashboards: {grafanaUrl: 'https://grafana.example.com'}}")]
    [InlineData("extraArgs: [--leader-elect=false]")]
    public async Task Every_argument_of_the_pod_is_an_option_of_the_command(string values)
    {
        var deployment = (await Chart.TemplateAsync(values)).Single(o => o.Kind == "Deployment");

        Assert.Empty(MonitaoCommand.Create().Parse(deployment.Arguments).Errors);
    }

    [Fact]
    public async Task Nothing_is_pushed_probed_for_others_or_shown_of_the_targets_unless_asked_for()
    {
        var deployment = (await Chart.TemplateAsync()).Single(o => o.Kind == "Deployment");

        Assert.NotEmpty(deployment.Arguments);
        Assert.DoesNotMatch("--(alertmanager|alert-|probe-|metrics-)", string.Join(' ', deployment.Arguments));
    }

    [Fact]
    public async Task Every_argument_of_the_test_pod_is_an_option_of_the_command()
    {
        var pod = (await Chart.TemplateAsync()).Single(o => o.Kind == "Pod");

        Assert.Empty(MonitaoCommand.Create().Parse(pod.Arguments).Errors);
    }
}
