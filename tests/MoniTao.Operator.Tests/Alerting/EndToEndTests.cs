using MoniTao.Operator.Alerting;
using MoniTao.Operator.Tests.Alerting.Support;
using MoniTao.Operator.Tests.EndToEnd.Support;
using MoniTao.TestKit.ApiServers;

namespace MoniTao.Operator.Tests.Alerting;

/// <summary>The whole way with real components: API server, operator, Alertmanager, and what people read: a webhook and a mailbox.</summary>
public sealed class EndToEndTests(ApiServerFixture fixture, ITestOutputHelper output)
{
    [Fact]
    public async Task Broken_endpoint_reaches_webhook_and_mailbox_with_cause_conclusion_and_runbook_and_so_does_its_recovery()
    {
        await using var webhook = await WebhookReceiver.StartAsync();
        await using var mailbox = new SmtpSink();
        await using var alertmanager = await RealAlertmanager.StartAsync(Configuration(webhook, mailbox));
        var space = await MonitorSpace.CreateAsync(await fixture.GetAsync(), output);
        await using var target = new TargetPort().Open();
        var options = new AlertmanagerOptions { Urls = [alertmanager.Url], GeneratorUrl = "https://grafana/d/{namespace}/{monitor}" };
        await using var monitao = await space.StartOperatorAsync(options);
        await space.ApplyAsync("shop", $"target: '{target.Tcp}', periodSeconds: 5, retrySeconds: 1, alert: {{severity: page, labels: {{team: shop}}}}");
        await space.WaitAsync("shop", "it is up", m => m.IsUp());

        await target.CloseAsync();
        var firing = await webhook.WaitAsync("firing", "TcpRefused");
        await LiveWait.UntilAsync("the mail", () => mailbox.Messages.Count > 0);
        var written = await space.WaitAsync("shop", "the outage is diagnosed", m => m.Status?.Diagnosis is not null);
        target.Open();
        var resolved = await webhook.WaitAsync("resolved", "TcpRefused");
        await LiveWait.UntilAsync("the second mail", () => mailbox.Messages.Count > 1);

        var conclusion = written.Status!.Diagnosis!.Conclusion!;
        Assert.Equal(conclusion, firing.Annotation("conclusion"));
        Assert.Equal((space.Name, "shop", "shop", "page"), (firing.Label("namespace"), firing.Label("monitor"), firing.Label("team"), firing.Label("severity")));
        Assert.Equal(firing.StartsAt, resolved.StartsAt);
        Assert.Contains("Subject: FIRING: ", mailbox.Messages[0], StringComparison.Ordinal);
        foreach (var part in new[] { "TcpRefused", conclusion, "https://monitao.io/runbooks/TcpRefused", $"https://grafana/d/{space.Name}/shop", $"kubectl -n {space.Name} describe connectivitymonitor shop" })
            Assert.Contains(part, mailbox.Messages[0], StringComparison.Ordinal);
        Assert.Contains("Subject: RESOLVED: ", mailbox.Messages[1], StringComparison.Ordinal);
        monitao.Logs.AssertNoErrors();
    }

    [Fact]
    public async Task Restarted_operator_goes_on_with_the_same_alert_and_tells_its_end()
    {
        await using var webhook = await WebhookReceiver.StartAsync();
        await using var alertmanager = await RealAlertmanager.StartAsync(webhook.Configuration());
        var options = new AlertmanagerOptions { Urls = [alertmanager.Url] };
        var space = await MonitorSpace.CreateAsync(await fixture.GetAsync(), output);
        await using var target = new TargetPort();
        await space.ApplyAsync("shop", $"target: '{target.Tcp}', periodSeconds: 5, retrySeconds: 1");
        WebhookReceiver.Notice firing;
        await using (await space.StartOperatorAsync(options))
        {
            firing = await webhook.WaitAsync("firing", "TcpRefused");
            await space.WaitAsync("shop", "the outage is diagnosed", m => m.Status?.Diagnosis is not null);
        }

        await using var successor = await space.StartOperatorAsync(options);
        await space.WaitAsync("it sends the alert again", () => Task.FromResult(successor.Notifications.Delivered > 0));
        var known = Assert.Single(await alertmanager.AlertsAsync());
        target.Open();
        var resolved = await webhook.WaitAsync("resolved", "TcpRefused");

        Assert.Equal((firing.StartsAt, firing.StartsAt), (AlertPusherTests.Start(known), resolved.StartsAt));
        Assert.Single(webhook.Notices, notice => notice.Status == "firing");
    }

    /// <summary>The shipped example for mail, with the addresses of this test, and a webhook beside it.</summary>
    private static string Configuration(WebhookReceiver webhook, SmtpSink mailbox) => ExampleFile.Read("email")
        .Replace("smtp.example.com:587", mailbox.Address, StringComparison.Ordinal)
        .Replace("  smtp_auth_username: monitao\n", "  smtp_require_tls: false\n", StringComparison.Ordinal)
        .Replace("  smtp_auth_password_file: /etc/alertmanager/secrets/smtp-password\n", "", StringComparison.Ordinal)
        .Replace("group_wait: 5s", "group_wait: 0s", StringComparison.Ordinal)
        .Replace("group_interval: 1m", "group_interval: 1s", StringComparison.Ordinal)
        .Replace("    email_configs:", $"    webhook_configs: [{{url: '{webhook.Url}', send_resolved: true}}]\n    email_configs:", StringComparison.Ordinal);
}
