using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Probing.Tls;
using MoniTao.Connectivity.Verdicts;
using MoniTao.Operator.Api;
using MoniTao.Operator.Api.Status;
using MoniTao.Operator.Planning;
using MoniTao.Operator.Reporting;
using MoniTao.Operator.Runbooks;
using MoniTao.Operator.Supervision;
using MoniTao.Operator.Tests.Supervision;

namespace MoniTao.Operator.Tests.Reporting;

public sealed class StatusBuilderTests
{
    private static readonly string Endless = new('x', 100_000);

    [Fact]
    public void A_failure_links_to_the_page_of_its_reason_below_the_base_that_was_given()
    {
        var down = Views.Of(Views.State(VerdictState.Down, Reasons.TcpRefused));

        Assert.Equal("https://monitao.io/runbooks/TcpRefused", StatusBuilder.Build(down, Views.Now, RunbookLinks.Default).Verdict!.RunbookUrl);
        Assert.Equal("http://docs/r/TcpRefused", StatusBuilder.Build(down, Views.Now, RunbookLinks.TryCreate("http://docs/r/")!).Verdict!.RunbookUrl);
    }

    [Fact]
    public void The_runbook_of_a_spec_stands_before_that_of_the_reason()
    {
        var entity = Views.Entity();
        entity.Spec = new() { Target = "https://127.0.0.1/", Alert = new() { RunbookUrl = "https://wiki/shop" } };
        var view = Views.Of(Views.State(VerdictState.Down, Reasons.TcpRefused)) with { Entity = entity };

        Assert.Equal("https://wiki/shop", StatusBuilder.Build(view, Views.Now, RunbookLinks.Default).Verdict!.RunbookUrl);
    }

    [Fact]
    public void What_is_up_has_no_runbook_and_the_field_is_absent()
    {
        var json = Json(StatusBuilder.Build(Views.Of(Views.State(VerdictState.Up)), Views.Now, RunbookLinks.Default));

        Assert.False(json["verdict"]!.AsObject().ContainsKey("runbookUrl"));
    }

    [Fact]
    public void What_the_server_would_refuse_is_not_written_again_and_a_quoted_text_stays_on_one_line()
    {
        var damaged = new ConnectivityMonitorStatus
        {
            ObservedGeneration = 1,
            Conditions = [null!, new MonitorCondition { Type = "Flapping", Status = "True", Reason = "no reason!" }],
            Layers = [null!, new LayerStatus { Name = new string('x', 200) }],
        };

        var status = StatusBuilder.Build(Views.Of(Views.State(VerdictState.Down, Reasons.TcpRefused, "said\u001b[2J\nso"), written: damaged), Views.Now, RunbookLinks.Default);

        Assert.Empty(status.Layers);
        Assert.DoesNotContain(status.Conditions, condition => condition.Type == "Flapping");
        Assert.Equal("said [2J so", status.Verdict?.Message);
    }

    [Fact]
    public void Every_text_is_cut_to_what_the_server_takes()
    {
        var outage = new Outage(Views.Now, null, Endless, Endless, Endless);
        var state = Views.State(VerdictState.Down, Reasons.TcpRefused, Endless, Endless) with
        {
            Outages = OutageLog.Restore(Enumerable.Range(1, 50).Select(i => outage with { Start = Views.Now.AddHours(-i), End = Views.Now })),
            Last = Probe(new LayerResult(Layer.Tcp, LayerOutcome.Failed, TimeSpan.Zero, Endless)),
        };

        var status = StatusBuilder.Build(Views.Of(state), Views.Now, RunbookLinks.Default);

        Assert.Equal(StatusLimits.Outages, status.Outages.Count);
        Assert.All(status.Outages, o => Assert.Equal((StatusLimits.Word, StatusLimits.Word, StatusLimits.Message), (o.Reason!.Length, o.Layer!.Length, o.Message!.Length)));
        Assert.Equal((StatusLimits.Message, StatusLimits.Message), (status.Verdict!.Message!.Length, status.Verdict.Hint!.Length));
        Assert.Equal(StatusLimits.Message, status.Layers[0].Detail!.Length);
        Assert.Equal((StatusLimits.Name, StatusLimits.Name), (status.Certificate!.Subject!.Length, status.Certificate.Issuer!.Length));
        Assert.All(status.Conditions, c => Assert.True(c.Message.Length <= StatusLimits.Message));
    }

    [Fact]
    public void No_text_is_ever_empty()
    {
        var state = Views.State(VerdictState.Up, message: "", hint: "") with
        {
            Outages = OutageLog.Restore([new Outage(Views.Now, null, "", "", "")]),
            Last = Probe(new LayerResult(Layer.Tcp, LayerOutcome.Passed, null, ""), name: ""),
        };

        var json = Json(StatusBuilder.Build(Views.Of(state), Views.Now, RunbookLinks.Default));

        Assert.DoesNotContain(Texts(json), text => text.Length == 0);
    }

    [Fact]
    public void Moments_are_whole_seconds_as_the_API_server_writes_them()
    {
        var moment = Views.Now.AddMilliseconds(987);
        var state = Views.State(VerdictState.Down, Reasons.TcpRefused) with
        {
            Verdict = new Verdict(VerdictState.Down, Reasons.TcpRefused, moment, "m", "h"),
            Outages = OutageLog.Restore([new Outage(moment, null, "TcpRefused", "TCP", "m")]),
            Last = Probe(new LayerResult(Layer.Tcp, LayerOutcome.Failed, TimeSpan.Zero, "d")),
        };

        var json = Json(StatusBuilder.Build(Views.Of(state), moment, RunbookLinks.Default));

        Assert.Equal("2026-03-01T12:00:00Z", (string?)json["verdict"]!["since"]);
        Assert.Equal("2026-03-01T12:00:00Z", (string?)json["outages"]![0]!["start"]);
        Assert.All(json["conditions"]!.AsArray(), c => Assert.EndsWith(":00Z", (string?)c!["lastTransitionTime"]));
    }

    [Fact]
    public void What_an_earlier_process_saw_of_this_spec_is_shown_until_the_first_probe()
    {
        var written = new ConnectivityMonitorStatus
        {
            ObservedGeneration = 1,
            Layers = [new LayerStatus { Name = "TCP", Result = "Failed" }],
            Certificate = new CertificateStatus { Subject = "CN=shop" },
            LastProbeTime = Views.Now.AddMinutes(-1),
        };
        var state = Views.State(VerdictState.Down, Reasons.TcpRefused);

        var same = StatusBuilder.Build(Views.Of(state, written: written), Views.Now, RunbookLinks.Default);
        var other = StatusBuilder.Build(Views.Of(state, written: written with { ObservedGeneration = 8 }), Views.Now, RunbookLinks.Default);

        Assert.Equal(written.Layers, same.Layers);
        Assert.Equal(written.Certificate, same.Certificate);
        Assert.Equal(written.LastProbeTime, same.LastProbeTime);
        Assert.Empty(other.Layers);
        Assert.Null(other.Certificate);
    }

    [Fact]
    public void Stalled_and_suspended_monitors_say_why_they_know_nothing()
    {
        var stalled = StatusBuilder.Build(Not(new PlanResult.Stalled("SecretNotFound", "no Secret")), Views.Now, RunbookLinks.Default).Verdict!;
        var suspended = StatusBuilder.Build(Not(new PlanResult.Suspended()), Views.Now, RunbookLinks.Default).Verdict!;

        Assert.Equal(("Unknown", "SecretNotFound", "no Secret"), (stalled.State, stalled.Reason, stalled.Message));
        Assert.Equal(("Unknown", "Suspended"), (suspended.State, suspended.Reason));
    }

    private static MonitorView Not(PlanResult plan) => new(Views.Entity(), plan, MonitorState.Initial(Views.Now), null);

    private static Assessment Probe(LayerResult layer, string? name = null) => new()
    {
        Result = ProbeResult.Success,
        Message = "m",
        Layers = [layer],
        StartedAt = Views.Now,
        Elapsed = TimeSpan.FromSeconds(1.5),
        Target = Views.Plan().Probe.Target,
        Certificate = new CertificateFacts { Subject = name ?? Endless, Issuer = name ?? Endless, NotBefore = Views.Now, NotAfter = Views.Now },
    };

    private static JsonObject Json(ConnectivityMonitorStatus status) => JsonNode.Parse(Encoding.UTF8.GetString(StatusJson.ToUtf8(status)))!.AsObject();

    private static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonObject o => o.SelectMany(p => Texts(p.Value)),
        JsonArray a => a.SelectMany(Texts),
        JsonValue v when v.GetValueKind() == JsonValueKind.String => [v.GetValue<string>()],
        _ => [],
    };
}
