using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Verdicts;
using MoniTao.Operator.Api.Status;
using MoniTao.Operator.Planning;
using MoniTao.Operator.Reporting;
using MoniTao.Operator.Supervision;
using MoniTao.Operator.Tests.Supervision;

namespace MoniTao.Operator.Tests.Reporting;

/// <summary>Every reason × every kind of target → the conditions.</summary>
public sealed class ConditionBuilderTests
{
    private static readonly string[] Targets = ["https://h/", "http://h/", "tls://h:1", "tcp://h:1", "icmp://h", "dns://h.test"];

    public static TheoryData<string, string> Table =>
        [.. Reasons.All.SelectMany(reason => Targets.Select(target => new TheoryDataRow<string, string>(reason.Name, target)))];

    [Theory]
    [MemberData(nameof(Table))]
    public void Reason_is_true_where_it_belongs_and_no_layer_is_passed_that_was_not_reached(string name, string target)
    {
        var reason = Reasons.Find(name)!;
        var state = reason.Fault == FaultDomain.Prober ? VerdictState.Unknown : VerdictState.Down;

        var conditions = Build(Views.Of(Views.State(state, reason), target));

        Assert.Equal(["Ready", "Reachable", "DnsFailed", "Refused", "TimedOut", "Reset", "Unreachable", "TlsError", "HttpError"], conditions.Keys);
        Assert.All(conditions.Values, c => Assert.NotEmpty(c.Message));
        Assert.Equal("True", conditions["Ready"].Status);
        Assert.Equal(state == VerdictState.Down ? "False" : "Unknown", conditions["Reachable"].Status);
        Assert.Equal(name, conditions["Reachable"].Reason);
        foreach (var failure in ConditionTypes.Failures)
            AssertFailure(conditions[failure.ToString()], failure, reason, target);
    }

    [Theory]
    [InlineData("https://h/", "False/Passed", "False/Passed")]
    [InlineData("tls://h:1", "False/Passed", "False/NotApplicable")]
    [InlineData("dns://h.test", "False/NotApplicable", "False/NotApplicable")]
    public void Reachable_target_has_passed_every_layer_that_it_has(string target, string tls, string http)
    {
        var conditions = Build(Views.Of(Views.State(VerdictState.Up), target));

        Assert.Equal("True/Reachable", Show(conditions["Reachable"]));
        Assert.Equal("False/Passed", Show(conditions["DnsFailed"]));
        Assert.Equal(tls, Show(conditions["TlsError"]));
        Assert.Equal(http, Show(conditions["HttpError"]));
    }

    [Fact]
    public void Stalled_says_the_same_in_Ready_and_knows_nothing_else()
    {
        var stalled = new MonitorView(Views.Entity(), new PlanResult.Stalled("InvalidSpec", "spec.target: no"), MonitorState.Initial(Views.Now), null);

        var conditions = Build(stalled);

        Assert.Equal("True/InvalidSpec", Show(conditions["Stalled"]));
        Assert.Equal("False/InvalidSpec", Show(conditions["Ready"]));
        Assert.Equal(conditions["Stalled"].Message, conditions["Ready"].Message);
        Assert.All(ConditionTypes.Failures, failure => Assert.Equal("Unknown/InvalidSpec", Show(conditions[failure.ToString()])));
    }

    [Fact]
    public void Date_moves_with_the_status_only()
    {
        var before = Views.Now.AddDays(-1);
        var written = new ConnectivityMonitorStatus
        {
            Conditions =
            [
                new MonitorCondition { Type = "Reachable", Status = "False", Reason = "TcpTimedOut", Message = "x", LastTransitionTime = before },
                new MonitorCondition { Type = "Refused", Status = "False", Reason = "Passed", Message = "x", LastTransitionTime = before },
            ],
        };

        var conditions = Build(Views.Of(Views.State(VerdictState.Down, Reasons.TcpRefused), written: written));

        Assert.Equal(before, conditions["Reachable"].LastTransitionTime);
        Assert.Equal(Views.Now, conditions["Refused"].LastTransitionTime);
    }

    private static void AssertFailure(MonitorCondition condition, FailureConditions failure, Reason reason, string target)
    {
        var scheme = target.Split(':')[0];
        var expected = reason switch
        {
            { Fault: FaultDomain.Prober } => $"Unknown/{reason.Name}",
            _ when reason.Conditions.HasFlag(failure) => $"True/{reason.Name}",
            _ when !Has(scheme, failure) => "False/NotApplicable",
            _ when LayerOf(failure) > reason.Layer => "Unknown/NotReached",
            _ => "False/Passed",
        };
        Assert.Equal(expected, Show(condition));
    }

    private static bool Has(string scheme, FailureConditions failure) => failure switch
    {
        FailureConditions.DnsFailed or FailureConditions.TimedOut => true,
        FailureConditions.Refused or FailureConditions.Reset => scheme is "https" or "http" or "tls" or "tcp",
        FailureConditions.Unreachable => scheme != "dns",
        FailureConditions.TlsError => scheme is "https" or "tls",
        _ => scheme is "https" or "http",
    };

    /// <summary>The first layer that can tell; a connection that failed before it leaves the question open.</summary>
    private static Layer LayerOf(FailureConditions failure) => failure switch
    {
        FailureConditions.DnsFailed => Layer.Prober,
        FailureConditions.Refused or FailureConditions.TimedOut or FailureConditions.Unreachable => Layer.Icmp,
        FailureConditions.Reset or FailureConditions.TlsError => Layer.Tls,
        _ => Layer.Http,
    };

    private static Dictionary<string, MonitorCondition> Build(MonitorView view) => ConditionBuilder.Build(view, Views.Now).ToDictionary(c => c.Type);

    private static string Show(MonitorCondition condition) => $"{condition.Status}/{condition.Reason}";
}
