using MoniTao.Operator.Tests.Charts.Support;
using MoniTao.TestKit;
using MoniTao.TestKit.ApiServers;

namespace MoniTao.Operator.Tests.Charts;

/// <summary>
/// What the chart renders, over a matrix of values: a real API server would take each object (server-side dry run, so that an unknown
/// field is an error), and every pod is one that Pod Security <c>restricted</c> admits.
/// </summary>
public sealed class RenderingTests(ApiServerFixture fixture)
{
    /// <summary>What is switched on, and the objects that come on top of the default ones.</summary>
    public static TheoryData<string, string[]> Matrix => new()
    {
        { "", [] },
        { "watchNamespace: web", [] },
        { "{watchNamespace: web, rbac: {aggregate: false, secrets: {enabled: true}}}", [] },
        { "rbac: {secrets: {enabled: true}}", [] },
        { "rbac: {secrets: {enabled: true, namespaces: [web, shop]}, configMaps: {namespaces: [web]}}",
            ["Role/monitao-operator-configmaps", "Role/monitao-operator-secrets", "Role/monitao-operator-secrets",
             "RoleBinding/monitao-operator-configmaps", "RoleBinding/monitao-operator-secrets", "RoleBinding/monitao-operator-secrets"] },
        { "replicaCount: 3", ["PodDisruptionBudget/monitao-operator"] },
        { "{replicaCount: 2, podDisruptionBudget: {maxUnavailable: 50%}}", ["PodDisruptionBudget/monitao-operator"] },
        { "networkPolicy: {enabled: true}", ["NetworkPolicy/monitao-operator"] },
        { "networkPolicy: {enabled: true, metricsFrom: [{namespaceSelector: {matchLabels: {name: monitoring}}}]}", ["NetworkPolicy/monitao-operator"] },
        { "metrics: {serviceMonitor: {enabled: true, namespace: monitoring, labels: {release: prometheus}, relabelings: [{action: labeldrop, regex: pod}]}}",
            ["ServiceMonitor/monitao-operator"] },
        { "metrics: {podMonitor: {enabled: true, interval: 15s, metricRelabelings: [{action: drop, sourceLabels: [__name__], regex: go_.*}]}}",
            ["PodMonitor/monitao-operator"] },
        { "metrics: {labelAllowlist: [app, example.com/team], targetLabel: true, exemplars: true, scrapeAnnotations: false}", [] },
        { "{runbookUrl: 'https://runbooks.example.com', alertmanager: {urls: ['http://a:9093', 'http://b:9093']}, blackbox: {enabled: true, allow: ['https://*.example.com']}}", [] },
        { "prometheusRule: {enabled: true, namespace: monitoring, labels: {role: alerts}, runbookBaseUrl: 'https://runbooks.example.com'}", ["PrometheusRule/monitao-operator-monitao"] },
        { "{prometheusRule: {enabled: true}, alertmanager: {urls: ['http://a:9093']}, dashboards: {grafanaUrl: 'https://grafana.example.com/sub'}}", ["PrometheusRule/monitao-operator-monitao"] },
        { "dashboards: {enabled: true, namespace: monitoring, label: dash, labelValue: 'yes', annotations: {grafana_folder: MoniTao}}",
            ["ConfigMap/monitao-operator-dashboard-monitao-fleet", "ConfigMap/monitao-operator-dashboard-monitao-heatmap",
             "ConfigMap/monitao-operator-dashboard-monitao-monitor", "ConfigMap/monitao-operator-dashboard-monitao-operator"] },
        { "{runAsUser: null, runAsGroup: null}", [] },
        { "icmp: {enabled: false}", [] },
        { "icmp: {groupRange: '0 2147483647'}", [] },
        { """
          {commonLabels: {team: platform}, podLabels: {tier: ops}, podAnnotations: {a: b}, priorityClassName: high, verbose: true, logFormat: text,
           nodeSelector: {disk: ssd}, tolerations: [{key: a, operator: Exists}], imagePullSecrets: [{name: registry}],
           affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: a, operator: Exists}]}]}}},
           topologySpreadConstraints: [{maxSkew: 1, topologyKey: zone, whenUnsatisfiable: DoNotSchedule, labelSelector: {matchLabels: {a: b}}}],
           dnsPolicy: None, dnsConfig: {nameservers: [192.0.2.1]}, hostAliases: [{ip: 192.0.2.7, hostnames: [shop.example.com]}],
           extraArgs: [--verbose], extraEnv: [{name: TZ, value: UTC}],
           extraVolumes: [{name: token, secret: {secretName: token}}], extraVolumeMounts: [{name: token, mountPath: /token}],
           serviceAccount: {create: true, name: other, annotations: {a: b}}}
          """, [] },
        { "fullnameOverride: probes", [] },
    };

    [Theory]
    [MemberData(nameof(Matrix))]
    public async Task Each_object_would_be_taken_by_the_API_server_and_each_pod_is_restricted(string values, string[] more)
    {
        var server = await fixture.GetAsync(TestContext.Current.CancellationToken);
        await PrometheusOperator.InstallAsync(server);
        var space = await server.CreateNamespaceAsync("chart", TestContext.Current.CancellationToken);
        foreach (var name in new[] { "web", "shop", "monitoring" })
            await server.ApplyAsync($"{{apiVersion: v1, kind: Namespace, metadata: {{name: {name}}}}}", cancellationToken: TestContext.Current.CancellationToken);

        var yaml = await Chart.RenderAsync(values, space, "--kube-version", await VersionAsync(server));
        var objects = Rendered.Parse(yaml);
        await DryRunAsync(server, yaml);

        var names = objects.Select(o => o.ToString()).ToList();
        Assert.Equal(more.Order(StringComparer.Ordinal), names.Where(name => more.Contains(name)).Order(StringComparer.Ordinal));
        Assert.Equal(names.Count, objects.Select(o => $"{o} {o.Namespace}").Distinct().Count());
        Assert.Equal(2, objects.Count(o => o.Pod is not null));
        Assert.Empty(objects.Where(o => o.Pod is not null).SelectMany(o => RestrictedProfile.Violations(o.Pod!).Select(violation => $"{o}: {violation}")));
        Assert.All(objects.Where(o => o.Namespace.Length == 0), o => Assert.StartsWith("Cluster", o.Kind, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_field_that_does_not_exist_is_noticed_by_the_dry_run()
    {
        var server = await fixture.GetAsync(TestContext.Current.CancellationToken);
        var yaml = (await Chart.RenderAsync(space: "default")).Replace("enableServiceLinks:", "enableServiceLink:", StringComparison.Ordinal);

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => DryRunAsync(server, yaml));

        Assert.Contains("enableServiceLink", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Namespaced_installation_asks_for_nothing_outside_its_namespaces()
    {
        var objects = await Chart.TemplateAsync("{watchNamespace: web, rbac: {aggregate: false, secrets: {enabled: true}}}");

        Assert.DoesNotContain(objects, o => o.Kind.StartsWith("Cluster", StringComparison.Ordinal));
        Assert.Equal(["monitao-system", "web"], objects.Where(o => o.Kind == "RoleBinding").Select(o => o.Namespace).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Without_any_value_no_right_to_Secrets_is_asked_for() =>
        Assert.DoesNotContain("secrets", await Chart.RenderAsync("", "monitao-system", "--show-only", "templates/rbac.yaml"), StringComparison.Ordinal);

    private static async Task<string> VersionAsync(ApiServer server) => (await server.GetAsync("version")).GetProperty("gitVersion").GetString()!;

    private static async Task DryRunAsync(ApiServer server, string yaml)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, yaml);
            // the server judges: kubectl's own validation is newer than the oldest server we support
            await HelmTools.KubectlAsync("apply", "--kubeconfig", server.KubeconfigPath, "--server-side", "--dry-run=server", "--validate=false", "-f", file);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
