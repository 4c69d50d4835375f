using System.Text.Json.Nodes;
using MoniTao.Operator.Tests.Charts.Support;

namespace MoniTao.Operator.Tests.Charts;

/// <summary>What the chart promises of its pod and of who may talk to it, beyond what a profile or a schema would notice.</summary>
public sealed class PodTests
{
    [Fact]
    public async Task Pod_writes_nowhere_but_to_tmp_pings_without_privilege_and_is_asked_for_its_health()
    {
        var pod = Pod(await Chart.TemplateAsync());
        var container = Assert.Single(pod["containers"]!.AsArray())!;

        Assert.True((bool)container["securityContext"]!["readOnlyRootFilesystem"]!);
        Assert.Equal(["/tmp"], container["volumeMounts"]!.AsArray().Select(mount => (string)mount!["mountPath"]!));
        Assert.Equal(["net.ipv4.ping_group_range=65532 65532"], pod["securityContext"]!["sysctls"]!.AsArray().Select(sysctl => $"{sysctl!["name"]}={sysctl["value"]}"));
        Assert.Equal(
            ["/healthz", "/healthz", "/readyz"],
            new[] { "startupProbe", "livenessProbe", "readinessProbe" }.Select(probe => (string)container[probe]!["httpGet"]!["path"]!));
        Assert.NotNull(container["resources"]!["requests"]!["memory"]);
        Assert.NotNull(container["resources"]!["limits"]!["memory"]);
    }

    [Fact]
    public async Task Replicas_are_spread_over_nodes_and_are_not_evicted_together()
    {
        var objects = await Chart.TemplateAsync("replicaCount: 3");

        var labels = objects.Single(o => o.Kind == "Deployment").Find("spec", "selector", "matchLabels");
        var spread = Assert.Single(Pod(objects)["topologySpreadConstraints"]!.AsArray())!;
        var budget = objects.Single(o => o.Kind == "PodDisruptionBudget");
        Assert.Equal("kubernetes.io/hostname", (string)spread["topologyKey"]!);
        Assert.True(JsonNode.DeepEquals(labels, spread["labelSelector"]!["matchLabels"]));
        Assert.Equal("1", budget.Text("spec", "maxUnavailable"));
        Assert.True(JsonNode.DeepEquals(labels, budget.Find("spec", "selector", "matchLabels")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("metricsFrom: [{namespaceSelector: {matchLabels: {name: monitoring}}}]")]
    public async Task Network_policy_lets_the_operator_reach_anything_and_its_pages_be_read_also_by_helm_test(string from)
    {
        var objects = await Chart.TemplateAsync($"networkPolicy: {{enabled: true, {from}}}");
        var policy = objects.Single(o => o.Kind == "NetworkPolicy");
        var pages = Pod(objects)["containers"]![0]!["ports"]!.AsArray().Select(port => (string)port!["name"]!);

        // DNS, the API server, Alertmanager and the targets: anywhere
        Assert.Equal("[{}]", policy.Find("spec", "egress")!.ToJsonString());
        Assert.True(JsonNode.DeepEquals(objects.Single(o => o.Kind == "Deployment").Find("spec", "selector"), policy.Find("spec", "podSelector")));
        var ingress = Assert.Single(policy.Find("spec", "ingress")!.AsArray())!;
        Assert.Equal(pages, ingress["ports"]!.AsArray().Select(port => (string)port!["port"]!));
        if (from.Length == 0)
            Assert.Null(ingress["from"]);
        else
            Assert.True(Admits(ingress["from"]!.AsArray()[1]!, objects.Single(o => o.Kind == "Pod")));
    }

    private static JsonNode Pod(IEnumerable<Rendered> objects) => objects.Single(o => o.Kind == "Deployment").Pod!;

    private static bool Admits(JsonNode peer, Rendered pod) => peer["podSelector"]!["matchLabels"]!.AsObject().All(label => pod.Text("metadata", "labels", label.Key) == (string?)label.Value);
}
