using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Probing.Tls;
using MoniTao.Operator.Api.Status;
using MoniTao.Operator.Reporting;
using MoniTao.Operator.Supervision;
using MoniTao.Operator.Tests.Supervision;

namespace MoniTao.Operator.Tests.Reporting;

/// <summary>Warnings stand until a probe that came far enough takes them back.</summary>
public sealed class WarningsTests
{
    private static readonly CertificateFacts Certificate = new()
    {
        Subject = "CN=shop",
        Issuer = "CN=ca",
        NotBefore = Views.Now.AddDays(-80),
        NotAfter = Views.Now.AddDays(9),
    };

    [Fact]
    public void Expiry_is_said_when_the_certificate_was_seen() =>
        Assert.Equal(["CertificateExpiring"], Warnings(Probe(Certificate, expiring: "ends soon"), written: null));

    [Fact]
    public void Expiry_stands_when_a_probe_fails_before_TLS() =>
        Assert.Equal(["CertificateExpiring"], Warnings(Probe(null), Written()));

    [Fact]
    public void Expiry_is_taken_back_when_the_renewed_certificate_was_seen() =>
        Assert.Empty(Warnings(Probe(Certificate with { NotAfter = Views.Now.AddDays(90) }), Written()));

    [Fact]
    public void Every_warning_stands_after_a_restart_until_the_first_probe() =>
        Assert.Equal(["CertificateExpiring", "DnsInconsistent", "Flapping"], Warnings(null, Written("DnsInconsistent", "Flapping")));

    [Fact]
    public void Warnings_about_another_spec_do_not_stand() =>
        Assert.Empty(Warnings(null, Written() with { ObservedGeneration = 9 }));

    private static ConnectivityMonitorStatus Written(params string[] more) => new()
    {
        ObservedGeneration = 1,
        Verdict = new VerdictStatus { State = "Up", Since = Views.Now.AddHours(-1) },
        Conditions = [.. more.Prepend("CertificateExpiring").Select(type => new MonitorCondition { Type = type, Status = "True", Reason = "R", Message = "m" })],
    };

    private static Assessment Probe(CertificateFacts? certificate, string? expiring = null) => new()
    {
        Result = ProbeResult.Success,
        Message = "ok",
        Layers = [],
        Certificate = certificate,
        CertificateExpiring = expiring,
        StartedAt = Views.Now,
        Elapsed = TimeSpan.Zero,
        Target = Views.Plan().Probe.Target,
    };

    private static IEnumerable<string> Warnings(Assessment? last, ConnectivityMonitorStatus? written)
    {
        var view = Views.Of(StateRestorer.Restore(Views.Entity(), written, Views.Now) with { Last = last }, written: written);
        return ConditionBuilder.Build(view, Views.Now).Select(c => c.Type).Where(t => t is "CertificateExpiring" or "DnsInconsistent" or "Flapping");
    }
}
