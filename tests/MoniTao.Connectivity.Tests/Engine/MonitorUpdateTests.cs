using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Engine;
using MoniTao.Connectivity.Probing.Tls;
using MoniTao.Connectivity.Verdicts;

namespace MoniTao.Connectivity.Tests.Engine;

/// <summary>What is worth a write of the status, and what is not.</summary>
public sealed class MonitorUpdateTests
{
    private static readonly CertificateFacts Certificate = new() { Subject = "CN=a", Issuer = "CN=b", NotBefore = Make.Noon, NotAfter = Make.Noon.AddDays(9) };
    private static readonly Assessment Good = Make.Probe(null, Make.Noon) with { Certificate = Certificate };
    private static readonly MonitorState Up = VerdictTracker.Fold(MonitorState.Initial(Make.Noon), Good, new());

    public static TheoryData<string, MonitorState, bool> Changes => new()
    {
        { "nothing", Up with { Last = Good with { StartedAt = Make.Noon.AddMinutes(1), Message = "other" } }, false },
        { "an unconfirmed failure", Up with { Last = Make.Probe(Reasons.TcpRefused, Make.Noon) }, false },
        { "a certificate that was not seen", Up with { Last = Good with { Certificate = null } }, false },
        { "another verdict", Up with { Verdict = Up.Verdict with { State = VerdictState.Down, Reason = Reasons.TcpRefused } }, true },
        { "flapping", Up with { Flaps = Up.Flaps with { Flapping = true } }, true },
        { "a certificate about to end", Up with { Last = Good with { CertificateExpiring = "soon" } }, true },
        { "resolvers that disagree", Up with { Last = Good with { DnsInconsistent = "so" } }, true },
        { "a renewed certificate", Up with { Last = Good with { Certificate = Certificate with { NotAfter = Make.Noon.AddDays(99) } } }, true },
        { "an outage", Up with { Outages = Up.Outages.Begin(new Outage(Make.Noon, null, "TcpRefused", "TCP", "")) }, true },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Only_what_the_status_shows_is_noteworthy(string what, MonitorState after, bool noteworthy) =>
        Assert.True(noteworthy == new MonitorUpdate(Make.Plan("a"), Up, after).Noteworthy, what);

    [Fact]
    public void The_first_probe_is_noteworthy() => Assert.True(new MonitorUpdate(Make.Plan("a"), MonitorState.Initial(Make.Noon), Up).Noteworthy);
}
