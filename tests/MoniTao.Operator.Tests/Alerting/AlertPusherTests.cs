using System.Globalization;
using System.Text.Json.Nodes;
using MoniTao.Operator.Alerting;
using MoniTao.Operator.Api.Spec;
using MoniTao.Operator.Api.Status;
using MoniTao.Operator.Planning;
using MoniTao.Operator.Tests.Alerting.Support;
using MoniTao.Operator.Tests.Supervision;

namespace MoniTao.Operator.Tests.Alerting;

/// <summary>What is pushed when, on a clock that the test turns.</summary>
public sealed class AlertPusherTests
{
    [Fact]
    public async Task Outage_is_one_alert_with_the_labels_of_the_rules()
    {
        await using var rig = await PushRig.StartAsync();

        await rig.FailAsync(new AlertSpec { Severity = "page", Labels = new Dictionary<string, string> { ["team"] = "shop", ["empty"] = "" } });

        var alert = Assert.Single(rig.Receiver.Alerts);
        Assert.Equal(
            "alertname=MonitaoRefused fault=target layer=TCP monitor=shop namespace=web reason=TcpRefused severity=page team=shop",
            string.Join(' ', alert["labels"]!.AsObject().Select(label => $"{label.Key}={label.Value}")));
        Assert.Contains("TcpRefused since 2026-03-01 12:0", (string)alert["annotations"]!["summary"]!);
        Assert.Equal("https://monitao.io/runbooks/TcpRefused", (string)alert["annotations"]!["runbook_url"]!);
        Assert.Contains("kubectl -n web describe connectivitymonitor shop", (string)alert["annotations"]!["description"]!);
    }

    [Fact]
    public async Task External_labels_are_on_every_alert_and_take_no_labels_place()
    {
        var external = new Dictionary<string, string> { ["cluster"] = "eu", ["team"] = "all" };
        await using var rig = await PushRig.StartAsync(options => options with { ExternalLabels = external });

        await rig.FailAsync(new AlertSpec { Labels = new Dictionary<string, string> { ["team"] = "shop" } });

        var labels = rig.Receiver.Last["labels"]!;
        Assert.Equal(("eu", "shop"), ((string?)labels["cluster"], (string?)labels["team"]));
    }

    [Fact]
    public async Task Firing_alert_is_sent_again_before_it_runs_out_and_starts_when_it_started()
    {
        await using var rig = await PushRig.StartAsync();
        await rig.FailAsync();

        await rig.ArrivesAsync(4);

        var alerts = rig.Receiver.Alerts;
        Assert.Single(alerts.Select(Start).Distinct());
        for (var i = 1; i < alerts.Count; i++)
        {
            Assert.True(End(alerts[i]) > End(alerts[i - 1]));
            Assert.True(End(alerts[i]) - End(alerts[i - 1]) < AlertmanagerOptions.Validity / 2, "sent again long before it runs out");
        }
    }

    [Fact]
    public async Task Recovery_ends_the_alert_and_nothing_is_sent_after()
    {
        await using var rig = await PushRig.StartAsync();
        await rig.FailAsync();

        await rig.Monitors.ProbeAsync(refused: false);
        await rig.TurnUntilAsync(() => rig.Receiver.Alerts.Any(IsOver(rig)), "the end");
        var before = rig.Receiver.Requests;
        await rig.TurnAsync(TimeSpan.FromMinutes(3));

        Assert.Equal(before, rig.Receiver.Requests);
    }

    [Fact]
    public async Task Deleted_suspended_and_stalled_monitors_alert_nobody_any_more()
    {
        PlanResult?[] ends = [null, new PlanResult.Suspended(), new PlanResult.Stalled(StallReason.InvalidSpec, "no")];
        foreach (var end in ends)
        {
            await using var rig = await PushRig.StartAsync();
            await rig.FailAsync();

            if (end is null)
                rig.Monitors.Supervisor.Remove("web/shop");
            else
                rig.Accept(2, plan: end);

            await rig.TurnUntilAsync(() => rig.Receiver.Alerts.Any(IsOver(rig)), $"the end by {end}");
        }
    }

    [Fact]
    public async Task Monitors_that_another_replica_took_over_are_no_recovery()
    {
        await using var rig = await PushRig.StartAsync();
        await rig.FailAsync();

        rig.Monitors.Supervisor.Clear();
        await rig.TurnAsync(TimeSpan.FromSeconds(15));
        var before = rig.Receiver.Requests;
        await rig.TurnAsync(TimeSpan.FromMinutes(3));

        Assert.Equal(before, rig.Receiver.Requests);
        Assert.DoesNotContain(rig.Receiver.Alerts, alert => IsOver(rig)(alert) && End(alert) - Start(alert) < AlertmanagerOptions.Validity);
    }

    [Fact]
    public async Task Maintenance_is_silent_ends_what_fires_and_what_still_fails_after_it_fires()
    {
        await using var rig = await PushRig.StartAsync();
        var (begin, end) = (Views.Now.AddMinutes(5), Views.Now.AddMinutes(10));
        rig.Accept(maintenance: moment => moment >= begin && moment < end);
        await rig.Monitors.ProbeAsync(refused: true);
        await rig.ArrivesAsync(1);

        await rig.TurnUntilAsync(() => rig.Monitors.Clock.GetUtcNow() >= begin, "the window");
        await rig.TurnUntilAsync(() => rig.Receiver.Alerts.Any(IsOver(rig)), "the end");
        var before = rig.Receiver.Alerts.Count;
        await rig.TurnUntilAsync(() => rig.Receiver.Alerts.Count > before, "the alert after the window");

        Assert.True(rig.Monitors.Clock.GetUtcNow() >= end);
    }

    [Fact]
    public async Task Changed_severity_ends_one_alert_and_begins_another()
    {
        await using var rig = await PushRig.StartAsync();
        await rig.FailAsync(new AlertSpec { Severity = "warning" });

        rig.Accept(2, new AlertSpec { Severity = "critical" });
        await rig.TurnUntilAsync(() => rig.Receiver.Alerts.Count >= 3, "both");

        var (old, current) = (rig.Receiver.Alerts.Last(a => Severity(a) == "warning"), rig.Receiver.Alerts.First(a => Severity(a) == "critical"));
        Assert.True(IsOver(rig)(old));
        Assert.False(IsOver(rig)(current));
        Assert.Equal(Start(old), Start(current));
    }

    [Fact]
    public async Task After_a_restart_what_fired_fires_on_from_the_same_moment_and_its_recovery_is_told()
    {
        await using var rig = await PushRig.StartAsync();
        var since = Views.Now.AddHours(-1);
        rig.Accept(status: new ConnectivityMonitorStatus
        {
            ObservedGeneration = 1,
            Verdict = new VerdictStatus { State = "Down", Reason = "TcpRefused", Layer = "TCP", Since = since, Message = "refused" },
            Outages = [new OutageStatus { Start = since, Reason = "TcpRefused", Layer = "TCP", Message = "refused" }],
            Diagnosis = new DiagnosisStatus { Time = since.AddSeconds(5), Layer = "TCP", Conclusion = "Nothing listens", NextCommand = "nc -vz shop 443" },
            LastProbeTime = Views.Now.AddSeconds(-10),
        });

        await rig.ArrivesAsync(1);
        Assert.Equal(since, Start(rig.Receiver.Last));
        Assert.Equal("Nothing listens", (string)rig.Receiver.Last["annotations"]!["conclusion"]!);
        Assert.Equal("nc -vz shop 443", (string)rig.Receiver.Last["annotations"]!["next_command"]!);
        await rig.Monitors.ProbeAsync(refused: false);

        await rig.TurnUntilAsync(() => rig.Receiver.Alerts.Any(IsOver(rig)), "the end");
    }

    [Fact]
    public async Task Ended_operator_says_nothing_so_that_its_successor_can_go_on()
    {
        var receiver = await FakeAlertmanager.StartAsync();
        await using (var rig = await PushRig.StartAsync(receiver: receiver))
            await rig.FailAsync();

        Assert.All(receiver.Alerts, alert => Assert.True(End(alert) > Views.Now + AlertmanagerOptions.Validity));
    }

    internal static DateTimeOffset Start(JsonNode alert) => DateTimeOffset.Parse((string)alert["startsAt"]!, CultureInfo.InvariantCulture);

    internal static DateTimeOffset End(JsonNode alert) => DateTimeOffset.Parse((string)alert["endsAt"]!, CultureInfo.InvariantCulture);

    /// <summary>Whether Alertmanager would take an alert for ended.</summary>
    internal static Func<JsonNode, bool> IsOver(PushRig rig) => alert => End(alert) <= rig.Monitors.Clock.GetUtcNow();

    private static string? Severity(JsonNode alert) => (string?)alert["labels"]!["severity"];
}
