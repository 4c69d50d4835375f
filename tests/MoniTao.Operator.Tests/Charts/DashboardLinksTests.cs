using System.Text.Json.Nodes;
using System.Web;
using MoniTao.Operator.Tests.Alerting.Support;
using MoniTao.Operator.Tests.Charts.Support;
using MoniTao.Operator.Tests.Dashboards.Support;

namespace MoniTao.Operator.Tests.Charts;

/// <summary>From an alert to its panel, once the chart knows where Grafana is: by the rules and by the push.</summary>
public sealed class DashboardLinksTests
{
    private const string Grafana = "https://grafana.example.com/sub";

    [Fact]
    public async Task Every_alert_of_the_rules_leads_to_a_dashboard_that_exists_and_one_about_a_monitor_to_its_panel()
    {
        var alerts = Alerts(await RuleAsync($"grafanaUrl: '{Grafana}/'"));

        Assert.Equal(RulesFile.Alerts.Keys.Order(StringComparer.Ordinal), alerts.Keys.Order(StringComparer.Ordinal));
        Assert.All(alerts.Values, annotations => Dashboard((string)annotations["dashboard_url"]!));
        AssertLeadsToPanel((string)alerts["MonitaoRefused"]["dashboard_url"]!, "{{ $labels.namespace }}", "{{ $labels.monitor }}");
        Assert.EndsWith("/d/monitao-operator", (string)alerts["MonitaoOperatorDown"]["dashboard_url"]!, StringComparison.Ordinal);
        Assert.Equal(
            RulesFile.Alerts.Where(rule => rule.Value["annotations"].ToString().Contains("$labels.monitor", StringComparison.Ordinal)).Select(rule => rule.Key).Order(StringComparer.Ordinal),
            alerts.Where(alert => ((string)alert.Value["dashboard_url"]!).Contains("$labels.monitor", StringComparison.Ordinal)).Select(alert => alert.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Nothing_but_the_links_is_added_and_promtool_takes_the_rules()
    {
        var plain = await RuleAsync("{}");
        var linked = await RuleAsync($"grafanaUrl: '{Grafana}'");
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, linked.Find("spec")!.ToJsonString(), TestContext.Current.CancellationToken);
            var output = await Tool.PromtoolAsync("check", "rules", "--lint=all", "--lint-fatal", file);
            Assert.True(output.ExitCode == 0, output.StandardOutput + output.StandardError);
        }
        finally
        {
            File.Delete(file);
        }

        foreach (var annotations in Alerts(linked).Values)
            Assert.True(annotations.Remove("dashboard_url"));
        Assert.True(JsonNode.DeepEquals(plain.Json, linked.Json));
    }

    [Fact]
    public async Task Pushed_alert_leads_to_the_same_panel()
    {
        var arguments = await ArgumentsAsync($"{{alertmanager: {{urls: ['http://a:9093']}}, dashboards: {{grafanaUrl: '{Grafana}'}}}}");

        const string option = "--alert-generator-url=";
        AssertLeadsToPanel(Assert.Single(arguments, a => a.StartsWith(option, StringComparison.Ordinal))[option.Length..], "{namespace}", "{monitor}");
        Assert.DoesNotContain(await ArgumentsAsync("alertmanager: {urls: ['http://a:9093']}"), a => a.StartsWith(option, StringComparison.Ordinal));
    }

    private static async Task<Rendered> RuleAsync(string dashboards) =>
        (await Chart.TemplateAsync($"{{prometheusRule: {{enabled: true}}, dashboards: {{{dashboards.Trim('{', '}')}}}}}")).Single(o => o.Kind == "PrometheusRule");

    /// <summary>Name → annotations.</summary>
    private static Dictionary<string, JsonObject> Alerts(Rendered rule) => rule.Find("spec", "groups")!.AsArray()
        .SelectMany(group => group!["rules"]!.AsArray()).Where(r => r!["alert"] is not null).ToDictionary(r => (string)r!["alert"]!, r => r!["annotations"]!.AsObject());

    private static async Task<string[]> ArgumentsAsync(string values) => (await Chart.TemplateAsync(values)).Single(o => o.Kind == "Deployment").Arguments;

    private static DashboardFile Dashboard(string url)
    {
        Assert.StartsWith(Grafana + "/d/", url, StringComparison.Ordinal);
        return Assert.Single(DashboardFile.All, dashboard => dashboard.Uid == url[(Grafana.Length + 3)..].Split('?')[0]);
    }

    private static void AssertLeadsToPanel(string url, string space, string monitor)
    {
        var dashboard = Dashboard(url);
        var query = HttpUtility.ParseQueryString(url[url.IndexOf('?', StringComparison.Ordinal)..]);

        Assert.Equal(["var-namespace", "var-monitor", "viewPanel"], query.AllKeys);
        Assert.Equal((space, monitor), (query["var-namespace"], query["var-monitor"]));
        Assert.Subset(dashboard.Variables.Select(variable => variable.Name).ToHashSet(), new HashSet<string> { "namespace", "monitor" });
        Assert.Equal("State and reasons", dashboard.Panels.Single(panel => $"{panel.Id}" == query["viewPanel"]).Title);
    }
}
