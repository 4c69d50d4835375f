using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Verdicts;
using MoniTao.FaultLab;
using MoniTao.Operator.Api;
using MoniTao.Operator.Demo;
using MoniTao.Operator.Planning;
using MoniTao.Operator.Supervision;

namespace MoniTao.Operator.Tests.Demo;

public sealed class DemoResultTests
{
    private static readonly FaultScenario Refused = new("tcp-refused", "", "tcp://127.0.0.1:1", "TcpRefused", null, new FaultSettings());

    [Fact]
    public void The_reason_that_was_built_in_is_as_expected() => Assert.True(Result(Down(Reasons.TcpRefused)).AsExpected);

    [Fact]
    public void Another_reason_is_not() => Assert.False(Result(Down(Reasons.TcpReset)).AsExpected);

    [Fact]
    public void Reachable_is_not_when_a_failure_was_built_in() => Assert.False(Result(new Verdict(VerdictState.Up, null, default, "", "")).AsExpected);

    [Fact]
    public void No_verdict_yet_is_not() => Assert.False(Result(Verdict.Initial(default)).AsExpected);

    [Fact]
    public void A_warning_that_is_missing_is_not() =>
        Assert.False(new DemoResult(Refused with { ExpectedReason = null, ExpectedWarning = "DnsInconsistent" }, View(new Verdict(VerdictState.Up, null, default, "", ""))).AsExpected);

    private static Verdict Down(Reason reason) => new(VerdictState.Down, reason, default, "", "");

    private static DemoResult Result(Verdict verdict) => new(Refused, View(verdict));

    private static MonitorView View(Verdict verdict) =>
        new(new ConnectivityMonitor(), new PlanResult.Suspended(), new MonitorState { Verdict = verdict }, null);
}
