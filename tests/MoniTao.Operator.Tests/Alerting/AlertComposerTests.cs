using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Diagnosis;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Verdicts;
using MoniTao.Operator.Alerting;
using MoniTao.Operator.Api.Spec;
using MoniTao.Operator.Runbooks;
using MoniTao.Operator.Supervision;
using MoniTao.Operator.Tests.Supervision;

namespace MoniTao.Operator.Tests.Alerting;

/// <summary>Monitor → alert, without anything that runs.</summary>
public sealed class AlertComposerTests
{
    private static readonly DateTimeOffset Since = Views.Now.AddMilliseconds(-1500);

    [Fact]
    public void Text_has_what_was_seen_what_it_means_and_what_to_do()
    {
        var diagnosis = Report(Layer.Tcp, "The host is up and nothing listens on 443", "nc -vz 127.0.0.1 443");

        var alert = Compose(Down() with { Diagnosed = diagnosis })!;

        Assert.Equal("web/shop can't be reached: TcpRefused since 2026-03-01 11:59:58 UTC (https://127.0.0.1)", alert.Annotations["summary"]);
        Assert.Equal(
            "refused\nThe host is up and nothing listens on 443\nNext: start it\nkubectl -n web describe connectivitymonitor shop",
            alert.Annotations["description"]);
        Assert.Equal("nc -vz 127.0.0.1 443", alert.Annotations["next_command"]);
        Assert.DoesNotContain("dashboard_url", alert.Annotations.Keys);
        Assert.Equal("2026-03-01 11:59:58 UTC", alert.Annotations["since"]);
        Assert.Equal(0, alert.StartsAt.Millisecond);
    }

    [Fact]
    public void Query_of_a_target_is_nobodys_business()
    {
        var alert = Compose(Down("https://127.0.0.1/health?token=secret"))!;

        Assert.DoesNotContain(alert.Annotations, annotation => annotation.Value.Contains("secret", StringComparison.Ordinal));
        Assert.Contains("(https://127.0.0.1/health)", alert.Annotations["summary"], StringComparison.Ordinal);
    }

    [Fact]
    public void Diagnosis_of_another_layer_is_old_and_left_out() =>
        Assert.False(Compose(Down() with { Diagnosed = Report(Layer.Dns, "The name is gone", "dig") })!.Annotations.ContainsKey("conclusion"));

    [Fact]
    public void Links_are_filled_in_and_the_monitors_own_runbook_wins()
    {
        var composer = new AlertComposer(RunbookLinks.TryCreate("https://wiki/pages")!, "https://grafana/d?ns={namespace}&m={monitor}");
        var monitor = Down();

        var usual = composer.Compose(monitor, Views.Now)!;
        monitor.Entity.Spec = monitor.Entity.Spec with { Alert = new AlertSpec { RunbookUrl = "https://wiki/shop" } };
        var own = composer.Compose(monitor, Views.Now)!;

        Assert.Equal("https://wiki/pages/TcpRefused", usual.Annotations["runbook_url"]);
        Assert.Equal(("https://grafana/d?ns=web&m=shop", "https://grafana/d?ns=web&m=shop"), (usual.GeneratorUrl, usual.Annotations["dashboard_url"]));
        Assert.Equal("https://wiki/shop", own.Annotations["runbook_url"]);
    }

    [Fact]
    public void Labels_of_the_user_never_take_the_place_of_ours()
    {
        var monitor = Down();
        monitor.Entity.Spec = monitor.Entity.Spec with
        {
            Alert = new AlertSpec { Labels = new Dictionary<string, string> { ["reason"] = "mine", ["namespace"] = "other", ["team"] = "shop" } },
        };

        var labels = Compose(monitor)!.Labels;

        Assert.Equal(("TcpRefused", "web", "shop"), (labels["reason"], labels["namespace"], labels["team"]));
    }

    [Fact]
    public void Alert_goes_on_while_the_prober_itself_is_in_trouble()
    {
        var trouble = Down();
        trouble = trouble with { State = trouble.State with { Verdict = new Verdict(VerdictState.Unknown, Reasons.ProberNoRoute, Views.Now, "no route", "look") } };

        var alert = Compose(trouble)!;

        Assert.Equal(Compose(Down())!.Key, alert.Key);
        Assert.False(alert.Annotations.ContainsKey("hint"));
    }

    [Theory]
    [InlineData(VerdictState.Up)]
    [InlineData(VerdictState.Unknown)]
    public void Nothing_fires_without_an_outage(VerdictState state) => Assert.Null(Compose(Views.Of(Views.State(state))));

    [Fact]
    public void Two_monitors_behind_a_resolver_are_one_more_alert_from_the_second_on()
    {
        var one = Compose(Failing(Reasons.DnsTimeout, Since))!;
        var two = Compose(Failing(Reasons.DnsServerFailure, Views.Now))!;
        var unrelated = Compose(Failing(Reasons.DnsNameNotFound, Views.Now))!;

        var alert = ResolverAlert.Of([one, unrelated, two])!;

        Assert.Null(ResolverAlert.Of([one, unrelated]));
        Assert.Equal(["MonitaoResolverFailing", "resolver", "DNS", "critical"], alert.Labels.Values);
        Assert.Equal("A DNS resolver fails 2 monitors", alert.Annotations["summary"]);
        Assert.Equal(two.StartsAt, alert.StartsAt);
    }

    private static Alert? Compose(MonitorView monitor) => new AlertComposer(RunbookLinks.Default).Compose(monitor, Views.Now);

    private static MonitorView Down(string target = "https://127.0.0.1/") => Failing(Reasons.TcpRefused, Since, target);

    private static MonitorView Failing(Reason reason, DateTimeOffset since, string target = "https://127.0.0.1/") => Views.Of(
        Views.State(VerdictState.Down, reason, "refused", "start it") with
        {
            Outages = OutageLog.Empty.Begin(new Outage(since, null, reason.Name, reason.Layer.Name(), "refused")),
        },
        target);

    private static OutageReport Report(Layer layer, string conclusion, string command) =>
        new(Since, new DiagnosisReport(Views.Now, TimeSpan.FromSeconds(1), [], layer, FaultDomain.Target, conclusion, command));
}
