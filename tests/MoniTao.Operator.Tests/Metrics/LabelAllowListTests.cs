using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Verdicts;
using MoniTao.Operator.Metrics;
using MoniTao.Operator.Tests.Commands;
using MoniTao.Operator.Tests.Supervision;

namespace MoniTao.Operator.Tests.Metrics;

public sealed class LabelAllowListTests
{
    [Fact]
    public void Allowed_labels_that_the_monitor_has_are_carried_under_the_names_of_kube_state_metrics()
    {
        Assert.True(LabelAllowList.TryCreate(["app.kubernetes.io/name", " team ", "", "team", "absent"], out var list, out _));

        var labels = list.Of(new Dictionary<string, string> { ["app.kubernetes.io/name"] = "shop", ["team"] = "a", ["secret"] = "x" });

        Assert.Equal([new("label_app_kubernetes_io_name", "shop"), new("label_team", "a")], labels);
        Assert.Empty(list.Of(null));
    }

    [Fact]
    public void Each_series_of_a_monitor_carries_its_allowed_labels_and_no_other()
    {
        Assert.True(LabelAllowList.TryCreate(["team"], out var list, out _));
        var view = Views.Of(Views.State(VerdictState.Down, Reasons.TcpRefused));
        view.Entity.Metadata.Labels = new Dictionary<string, string> { ["team"] = "a", ["secret"] = "x" };

        var series = MetricsText.Of(new ScrapedMonitor(view, Views.Now, new MetricsOptions { Labels = list })).Samples.Keys;

        Assert.NotEmpty(series);
        Assert.All(series, name => Assert.Contains("{namespace=\"web\",monitor=\"shop\",label_team=\"a\"", name, StringComparison.Ordinal));
        Assert.DoesNotContain(series, name => name.Contains("secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Two_keys_that_become_one_label_are_refused_by_the_command_line()
    {
        var (code, _, error) = await CommandLine.RunAsync("run", "-f", "x.yaml", "--metrics-label-allowlist", "a.b,a-b");

        Assert.Equal(2, code);
        Assert.Contains("a.b and a-b would both become label_a_b", error, StringComparison.Ordinal);
    }
}
