using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Probing;
using MoniTao.Connectivity.Probing.Tls;

namespace MoniTao.Connectivity.Classification;

/// <summary>Facts of the handshake and the certificate → reason.</summary>
internal static class TlsClassifier
{
    public static Finding? Classify(TlsFacts facts, TlsOptions options)
    {
        if (facts.Fault is { } fault)
            return new Finding(OfFault(facts, fault), FaultDetail(facts));
        return options.InsecureSkipVerify || facts.Certificate is not { } certificate ? null : OfCertificate(facts, certificate);
    }

    /// <summary>What an alert heard after the handshake means (TLS 1.3).</summary>
    public static Finding OfLateAlert(TlsFacts facts, byte alert) =>
        new(TlsAlerts.Reason(alert, facts.ClientCertificateRequested), $"{facts.ServerName}, alert {TlsAlerts.Name(alert)}");

    private static Reason OfFault(TlsFacts facts, NetworkFault fault)
    {
        if (SocketErrors.Prober(fault) is { } prober)
            return prober;
        if (facts.AlertReceived is { } alert)
            return TlsAlerts.Reason(alert, facts.ClientCertificateRequested);
        if (fault.Kind == FaultKind.TimedOut)
            return facts.SpeaksTls == false ? Reasons.TlsNotSpoken : Reasons.TlsTimedOut;
        if (facts.SpeaksTls == false)
            return Reasons.TlsNotSpoken;
        if (facts.AlertSent == 70)
            return Reasons.TlsVersionMismatch;
        var hungUp = fault.IsReset || fault.Kind == FaultKind.EndOfStream || facts.PeerClosed;
        if (hungUp && facts is { ClientCertificateRequested: true, ClientCertificateSent: false })
            return Reasons.TlsClientCertRequired;
        if (fault.IsReset)
            return Reasons.TlsReset;
        if (fault.Kind == FaultKind.EndOfStream)
            return Reasons.TlsClosed;

        // The connection is whole and nobody complains, and nothing came from the peer yet, or it has just asked for the certificate
        // that was at hand: it is our own settings that could not be used. A peer that broke the protocol would have had an alert.
        var ours = facts.BytesReceived == 0 || facts is { ClientCertificateSent: true, AlertSent: null };
        return ours && !facts.PeerClosed ? Reasons.ProberTlsConfiguration : Reasons.TlsProtocolError;
    }

    private static string FaultDetail(TlsFacts facts)
    {
        if (facts.AlertReceived is { } alert)
            return $"{facts.ServerName}, alert {TlsAlerts.Name(alert)}";
        return facts.OtherProtocol is { } other ? $"{facts.ServerName}, it speaks {other}" : facts.ServerName;
    }

    private static Finding? OfCertificate(TlsFacts facts, CertificateFacts certificate)
    {
        // The order is that of seriousness: who it is comes before until when
        (CertificateProblems Problem, Reason Reason, string Detail)[] rules =
        [
            (CertificateProblems.Revoked, Reasons.TlsCertRevoked, $"{facts.ServerName}, {Clip(certificate.Revocation?.RevokedSubject ?? certificate.Subject)}"),
            (CertificateProblems.Expired, Reasons.TlsCertExpired, $"{facts.ServerName}, ended {certificate.NotAfter:yyyy-MM-dd HH:mm}Z"),
            (CertificateProblems.NotYetValid, Reasons.TlsCertNotYetValid, $"{facts.ServerName}, begins {certificate.NotBefore:yyyy-MM-dd HH:mm}Z"),
            (CertificateProblems.NameMismatch, Reasons.TlsCertNameMismatch, $"{facts.ServerName} is not among {Names(certificate)}"),
            (CertificateProblems.SelfSigned, Reasons.TlsCertSelfSigned, $"{facts.ServerName}, {Clip(certificate.Subject)}"),
            (CertificateProblems.IncompleteChain, Reasons.TlsCertIncompleteChain, $"{facts.ServerName}, issued by {Clip(certificate.Issuer)}"),
            (CertificateProblems.UntrustedRoot, Reasons.TlsCertUntrustedRoot, $"{facts.ServerName}, issued by {Clip(certificate.Issuer)}"),
            (CertificateProblems.Invalid, Reasons.TlsCertInvalid, $"{facts.ServerName}, {certificate.Detail}"),
            (CertificateProblems.Weak, Reasons.TlsCertWeak, $"{facts.ServerName}, {certificate.Detail}"),
        ];
        var rule = rules.FirstOrDefault(r => certificate.Problems.HasFlag(r.Problem));
        return rule.Reason is null ? null : new Finding(rule.Reason, rule.Detail);
    }

    private static string Names(CertificateFacts certificate) =>
        certificate.Names.Count == 0 ? "no names at all" : Clip(string.Join(", ", certificate.Names.Take(5)));

    private static string Clip(string text) => PeerText.Clean(text, 120);
}
