using System.Net;
using MoniTao.Operator.Alerting;
using MoniTao.Operator.Tests.Alerting.Support;
using MoniTao.Operator.Tests.EndToEnd.Support;

namespace MoniTao.Operator.Tests.Alerting;

/// <summary>From a port that closes to a message at a webhook, with the real Alertmanager in between.</summary>
public sealed class PushToAlertmanagerTests
{
    [Fact]
    public async Task Outage_is_told_with_its_cause_and_its_end_is_told_too()
    {
        await using var webhook = await WebhookReceiver.StartAsync();
        await using var alertmanager = await RealAlertmanager.StartAsync(webhook.Configuration());
        await using var target = new TargetPort().Open();
        await using var monitors = await LiveMonitors.StartAsync(alertmanager.Url);
        await monitors.ApplyAsync(LiveMonitors.Spec(target.Tcp));
        await LiveWait.UntilAsync("it is up", () => target.Accepted > 0);

        await target.CloseAsync();
        var firing = await webhook.WaitAsync("firing", "TcpRefused");
        target.Open();
        var resolved = await webhook.WaitAsync("resolved", "TcpRefused");

        Assert.Equal(("MonitaoRefused", "page"), (firing.Label("alertname"), firing.Label("severity")));
        Assert.Contains("nothing listens", firing.Annotation("conclusion"), StringComparison.OrdinalIgnoreCase);
        Assert.Contains(firing.Annotation("conclusion"), firing.Annotation("description"), StringComparison.Ordinal);
        Assert.Equal("https://monitao.io/runbooks/TcpRefused", firing.Annotation("runbook_url"));
        Assert.Equal(firing.StartsAt, resolved.StartsAt);
        Assert.Equal(2, webhook.Notices.Count);
    }

    [Fact]
    public async Task Outage_that_begins_while_Alertmanager_is_away_is_told_when_it_is_back()
    {
        await using var webhook = await WebhookReceiver.StartAsync();
        await using var alertmanager = await RealAlertmanager.StartAsync(webhook.Configuration());
        await using var target = new TargetPort();
        await using var monitors = await LiveMonitors.StartAsync(alertmanager.Url);
        await alertmanager.CloseAsync();
        await monitors.ApplyAsync(LiveMonitors.Spec(target.Tcp));
        await LiveWait.UntilAsync("it is down", () => monitors.Supervisor.Find("web/shop")?.State.Outages.Open is not null);

        await alertmanager.OpenAsync();

        await webhook.WaitAsync("firing", "TcpRefused");
    }

    [Fact]
    public async Task Outage_that_changes_its_reason_is_one_alert_at_a_time()
    {
        await using var webhook = await WebhookReceiver.StartAsync();
        await using var alertmanager = await RealAlertmanager.StartAsync(webhook.Configuration());
        await using var target = new TargetPort(_ => "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n");
        await using var monitors = await LiveMonitors.StartAsync(alertmanager.Url);
        await monitors.ApplyAsync(LiveMonitors.Spec(target.Http));
        await webhook.WaitAsync("firing", "TcpRefused");

        target.Open();
        await webhook.WaitAsync("firing", "HttpServerError");
        await webhook.WaitAsync("resolved", "TcpRefused");

        var alert = Assert.Single(await alertmanager.AlertsAsync());
        Assert.Equal("HttpServerError", (string?)alert["labels"]!["reason"]);
    }

    [Fact]
    public async Task Both_replicas_behind_one_name_are_told()
    {
        await using var webhook = await WebhookReceiver.StartAsync();
        await using var one = await RealAlertmanager.StartAsync(webhook.Configuration());
        await using var two = await RealAlertmanager.StartAsync(webhook.Configuration(), "127.0.0.2", one.Url.Port);
        await using var target = new TargetPort();
        await using var monitors = await LiveMonitors.StartAsync(new AlertmanagerOptions
        {
            Urls = [new Uri($"http://alertmanager.test:{one.Url.Port}")],
            Resolve = (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("127.0.0.1"), IPAddress.Parse("127.0.0.2")]),
        });

        await monitors.ApplyAsync(LiveMonitors.Spec(target.Tcp));

        foreach (var replica in new[] { one, two })
            await LiveWait.UntilAsync($"{replica.Url} knows", async () => (await replica.AlertsAsync()) is [var alert] && (string?)alert["labels"]!["reason"] == "TcpRefused");
    }

    [Fact]
    public async Task Monitor_that_is_deleted_is_told_as_resolved()
    {
        await using var webhook = await WebhookReceiver.StartAsync();
        await using var alertmanager = await RealAlertmanager.StartAsync(webhook.Configuration());
        await using var target = new TargetPort();
        await using var monitors = await LiveMonitors.StartAsync(alertmanager.Url);
        await monitors.ApplyAsync(LiveMonitors.Spec(target.Tcp));
        await webhook.WaitAsync("firing", "TcpRefused");

        monitors.Supervisor.Remove("web/shop");

        await webhook.WaitAsync("resolved", "TcpRefused");
        Assert.Empty(await alertmanager.AlertsAsync());
    }
}
