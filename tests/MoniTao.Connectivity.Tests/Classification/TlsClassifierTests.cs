using System.Net.Sockets;
using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Probing;
using MoniTao.Connectivity.Probing.Tls;

namespace MoniTao.Connectivity.Tests.Classification;

public sealed class TlsClassifierTests
{
    private static readonly TlsFacts Broken = new() { ServerName = "shop.example.com", Fault = new(FaultKind.Protocol), BytesReceived = 100, SpeaksTls = true };

    [Theory]
    [InlineData(true, null, false, "ProberTlsConfiguration")]
    [InlineData(true, (byte)50, false, "TlsProtocolError")]
    [InlineData(true, null, true, "TlsProtocolError")]
    [InlineData(false, null, false, "TlsProtocolError")]
    public void A_certificate_of_ours_that_cannot_be_used_is_told_from_a_peer_that_breaks_the_protocol(bool given, byte? alertSent, bool closed, string reason) =>
        Assert.Equal(reason, Find(Broken with { ClientCertificateRequested = given, ClientCertificateSent = given, AlertSent = alertSent, PeerClosed = closed })!.Reason.Name);

    [Theory]
    [InlineData(0, false, "TlsClosed")]
    [InlineData(10, false, "TlsProtocolError")]
    [InlineData(20, false, "TlsProtocolError")]
    [InlineData(40, false, "TlsHandshakeRejected")]
    [InlineData(40, true, "TlsClientCertRequired")]
    [InlineData(42, true, "TlsClientCertRequired")]
    [InlineData(42, false, "TlsProtocolError")]
    [InlineData(46, true, "TlsClientCertRequired")]
    [InlineData(47, true, "TlsProtocolError")]
    [InlineData(48, true, "TlsClientCertRequired")]
    [InlineData(49, true, "TlsClientCertRequired")]
    [InlineData(70, false, "TlsVersionMismatch")]
    [InlineData(71, false, "TlsHandshakeRejected")]
    [InlineData(80, false, "TlsProtocolError")]
    [InlineData(86, false, "TlsVersionMismatch")]
    [InlineData(112, false, "TlsUnrecognizedName")]
    [InlineData(116, false, "TlsClientCertRequired")]
    [InlineData(120, false, "TlsAlpnMismatch")]
    [InlineData(255, false, "TlsProtocolError")]
    public void An_alert_has_its_reason_and_its_name_is_told(byte alert, bool asked, string reason)
    {
        var finding = Find(Broken with { AlertReceived = alert, ClientCertificateRequested = asked })!;

        Assert.Equal(reason, finding.Reason.Name);
        Assert.Contains(TlsAlerts.Name(alert), finding.Detail, StringComparison.Ordinal);
        Assert.Equal(reason, TlsClassifier.OfLateAlert(Broken with { ClientCertificateRequested = asked }, alert).Reason.Name);
    }

    [Fact]
    public void Every_alert_has_a_name_of_its_own() =>
        Assert.Equal(256, Enumerable.Range(0, 256).Select(a => TlsAlerts.Name((byte)a)).Distinct().Count());

    [Fact]
    public void An_end_of_the_connection_has_its_reason()
    {
        var reset = new NetworkFault(FaultKind.Socket, SocketError.ConnectionReset);

        Assert.Equal(Reasons.TlsReset, Find(Broken with { Fault = reset })!.Reason);
        Assert.Equal(Reasons.TlsClosed, Find(Broken with { Fault = NetworkFault.EndOfStream })!.Reason);
        Assert.Equal(Reasons.TlsTimedOut, Find(Broken with { Fault = NetworkFault.TimedOut })!.Reason);
        Assert.Equal(Reasons.TlsNotSpoken, Find(Broken with { Fault = NetworkFault.TimedOut, SpeaksTls = false, OtherProtocol = "SSH" })!.Reason);
        Assert.Equal(Reasons.TlsNotSpoken, Find(Broken with { SpeaksTls = false })!.Reason);
        Assert.Equal(Reasons.TlsClientCertRequired, Find(Broken with { Fault = reset, ClientCertificateRequested = true })!.Reason);
        Assert.Equal(Reasons.TlsReset, Find(Broken with { Fault = reset, ClientCertificateRequested = true, ClientCertificateSent = true })!.Reason);
    }

    [Fact]
    public void Our_own_trouble_is_ours()
    {
        Assert.Equal(Reasons.ProbeCancelled, Find(Broken with { Fault = NetworkFault.Cancelled })!.Reason);
        Assert.Equal(Reasons.ProberResourceExhausted, Find(Broken with { Fault = new(FaultKind.Exhausted) })!.Reason);
        Assert.Equal(Reasons.ProberTlsConfiguration, Find(Broken with { BytesReceived = 0, SpeaksTls = null })!.Reason);
        Assert.Equal(Reasons.TlsProtocolError, Find(Broken)!.Reason);
        Assert.Equal(Reasons.TlsVersionMismatch, Find(Broken with { AlertSent = 70 })!.Reason);
    }

    [Theory]
    [InlineData(CertificateProblems.None, null)]
    [InlineData(CertificateProblems.Expired, "TlsCertExpired")]
    [InlineData(CertificateProblems.NotYetValid, "TlsCertNotYetValid")]
    [InlineData(CertificateProblems.NameMismatch, "TlsCertNameMismatch")]
    [InlineData(CertificateProblems.SelfSigned, "TlsCertSelfSigned")]
    [InlineData(CertificateProblems.UntrustedRoot, "TlsCertUntrustedRoot")]
    [InlineData(CertificateProblems.IncompleteChain, "TlsCertIncompleteChain")]
    [InlineData(CertificateProblems.Revoked, "TlsCertRevoked")]
    [InlineData(CertificateProblems.Invalid, "TlsCertInvalid")]
    [InlineData(CertificateProblems.Weak, "TlsCertWeak")]
    [InlineData(CertificateProblems.Expired | CertificateProblems.NameMismatch | CertificateProblems.SelfSigned, "TlsCertExpired")]
    [InlineData(CertificateProblems.Revoked | CertificateProblems.Expired, "TlsCertRevoked")]
    [InlineData(CertificateProblems.NameMismatch | CertificateProblems.UntrustedRoot | CertificateProblems.Weak, "TlsCertNameMismatch")]
    public void The_most_serious_problem_of_a_certificate_is_named(CertificateProblems problems, string? reason)
    {
        var facts = Presenting(problems);

        Assert.Equal(reason, Find(facts)?.Reason.Name);
        Assert.Null(TlsClassifier.Classify(facts, new TlsOptions { InsecureSkipVerify = true }));
    }

    [Fact]
    public void Every_single_problem_fails_the_handshake()
    {
        foreach (var problem in Enum.GetValues<CertificateProblems>().Where(p => p != CertificateProblems.None))
            Assert.NotNull(Find(Presenting(problem)));
    }

    [Fact]
    public void Text_of_a_certificate_is_clipped_and_cleaned()
    {
        var facts = Presenting(CertificateProblems.SelfSigned);
        var finding = Find(facts with { Certificate = facts.Certificate! with { Subject = "CN=\r\n" + new string('x', 9000) } })!;

        Assert.True(finding.Detail.Length < 200);
        Assert.DoesNotContain(finding.Detail, char.IsControl);
    }

    private static Finding? Find(TlsFacts facts) => TlsClassifier.Classify(facts, new TlsOptions());

    private static TlsFacts Presenting(CertificateProblems problems) => new()
    {
        ServerName = "shop.example.com",
        Completed = true,
        Certificate = new CertificateFacts
        {
            Subject = "CN=other",
            Issuer = "CN=issuer",
            NotBefore = Make.Noon,
            NotAfter = Make.Noon,
            Names = ["other.example.com"],
            Problems = problems,
        },
    };
}
