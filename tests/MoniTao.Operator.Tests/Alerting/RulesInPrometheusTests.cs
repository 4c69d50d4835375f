using System.Text.Json.Nodes;
using MoniTao.Operator.Tests.Alerting.Support;
using MoniTao.Operator.Tests.EndToEnd.Support;

namespace MoniTao.Operator.Tests.Alerting;

/// <summary>The rules in a real Prometheus that scrapes real monitors.</summary>
public sealed class RulesInPrometheusTests
{
    [Fact]
    public async Task What_is_pushed_and_what_the_rules_say_is_one_alert()
    {
        await using var webhook = await WebhookReceiver.StartAsync();
        await using var alertmanager = await RealAlertmanager.StartAsync(webhook.Configuration());
        await using var target = new TargetPort();
        await using var monitors = await LiveMonitors.StartAsync(alertmanager.Url);
        await using var prometheus = await RealPrometheus.StartAsync(monitors.Authority, alertmanager, "1s");
        await monitors.ApplyAsync($$"""
            {"target": "{{target.Tcp}}", "periodSeconds": 5, "retrySeconds": 1, "alert": {"severity": "page", "labels": {"team": "shop"} } }
            """);

        await LiveWait.UntilAsync("the rule fires", async () => (await prometheus.GetAsync("api/v1/alerts")).Contains("MonitaoRefused", StringComparison.Ordinal));
        await LiveWait.UntilAsync("Prometheus has told it", async () => await SentAsync(prometheus) > 0);
        await webhook.WaitAsync("firing", "TcpRefused");

        var alerts = (await alertmanager.AlertsAsync()).Where(IsFailure).ToList();
        var alert = Assert.Single(alerts);
        Assert.Equal("shop", (string?)alert["labels"]!["team"]);
        Assert.Equal("web", (string?)alert["labels"]!["namespace"]);
        Assert.DoesNotContain("instance", alert["labels"]!.AsObject().Select(label => label.Key));
        Assert.Single(webhook.Notices, notice => notice.Label("alertname") == "MonitaoRefused");
    }

    [Fact]
    public async Task Rules_alone_tell_cause_conclusion_and_runbook_and_the_recovery()
    {
        await using var webhook = await WebhookReceiver.StartAsync();
        await using var alertmanager = await RealAlertmanager.StartAsync(webhook.Configuration());
        await using var target = new TargetPort();
        await using var monitors = await LiveMonitors.StartAsync();
        await using var prometheus = await RealPrometheus.StartAsync(monitors.Authority, alertmanager, "1s");
        await monitors.ApplyAsync(LiveMonitors.Spec(target.Tcp));

        var firing = await webhook.WaitAsync("firing", "TcpRefused");
        target.Open();
        var resolved = await webhook.WaitAsync("resolved", "TcpRefused");

        Assert.Matches(@"^web/shop can't be reached: TcpRefused since 20\d\d-", firing.Annotation("summary"));
        Assert.Contains("nothing listens", firing.Annotation("description"), StringComparison.OrdinalIgnoreCase);
        Assert.Equal("https://monitao.io/runbooks/TcpRefused", firing.Annotation("runbook_url"));
        Assert.Equal("page", resolved.Label("severity"));
    }

    private static bool IsFailure(JsonNode alert) => (string?)alert["labels"]!["monitor"] == "shop";

    private static async Task<double> SentAsync(RealPrometheus prometheus)
    {
        var lines = (await prometheus.GetAsync("metrics")).Split('\n');
        return lines.Where(line => line.StartsWith("prometheus_notifications_sent_total", StringComparison.Ordinal)).Sum(line => double.Parse(line.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture));
    }
}
