using MoniTao.Operator.Metrics;
using MoniTao.Operator.Tests.Commands;

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
    public async Task Two_keys_that_become_one_label_are_refused_by_the_command_line()
    {
        var (code, _, error) = await CommandLine.RunAsync("run", "-f", "x.yaml", "--metrics-label-allowlist", "a.b,a-b");

        Assert.Equal(2, code);
        Assert.Contains("a.b and a-b would both become label_a_b", error, StringComparison.Ordinal);
    }
}
