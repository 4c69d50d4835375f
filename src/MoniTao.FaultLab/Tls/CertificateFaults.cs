using MoniTao.FaultLab.Certificates;
using MoniTao.FaultLab.Hosting;
using MoniTao.FaultLab.Tcp;
using MoniTao.FaultLab.Tls.Handshake;

namespace MoniTao.FaultLab.Tls;

/// <summary>Servers whose handshake is sound and whose certificate is not.</summary>
internal static class CertificateFaults
{
    private static readonly LeafRequest Expiring = new() { ValidUntil = TimeSpan.FromDays(5) };
    private static readonly LeafRequest Expired = new() { ValidUntil = TimeSpan.FromDays(-3) };
    private static readonly LeafRequest NotYetValid = new() { ValidFrom = TimeSpan.FromDays(3) };
    private static readonly LeafRequest OtherName = new() { CommonName = "other.test", DnsNames = ["other.test"], Addresses = [] };
    private static readonly LeafRequest WeakKey = new() { Key = KeyKind.Rsa1024 };
    private static readonly LeafRequest WeakSignature = new() { SignedWithSha1 = true };
    private static readonly LeafRequest ForClients = new() { Usages = [LeafRequest.ClientAuthentication] };
    private static readonly FaultSettings WarnsEarly = new() { ExpiryWarningDays = 14 };

    public static IReadOnlyList<FaultDefinition> All { get; } =
    [
        Tls("healthy-cert-expiring", "the certificate ends in five days", null, lab => Issued(lab, Expiring), WarnsEarly) with
        {
            ExpectedWarning = "CertificateExpiring",
        },
        Tls("tls-cert-expired", "the certificate ended three days ago", "TlsCertExpired", lab => Issued(lab, Expired)),
        Tls("tls-cert-not-yet-valid", "the certificate begins in three days", "TlsCertNotYetValid", lab => Issued(lab, NotYetValid)),
        Tls("tls-cert-name-mismatch", "the certificate is for another name", "TlsCertNameMismatch", lab => Issued(lab, OtherName)),
        Tls("tls-cert-self-signed", "the certificate is its own issuer", "TlsCertSelfSigned", SelfSigned),
        Tls("tls-cert-untrusted-root", "the chain ends at a root that is not trusted", "TlsCertUntrustedRoot", UntrustedRoot),
        Tls("tls-cert-incomplete-chain", "the server does not send its intermediate", "TlsCertIncompleteChain", WithoutIntermediate),
        Tls("tls-cert-weak-key", "the certificate has an RSA key of 1024 bits", "TlsCertWeak", lab => IssuedByHand(lab, WeakKey)),
        Tls("tls-cert-weak-signature", "the certificate is signed with SHA-1", "TlsCertWeak", lab => IssuedByHand(lab, WeakSignature)),
        Tls("tls-cert-wrong-usage", "the certificate is for clients only", "TlsCertInvalid", lab => Issued(lab, ForClients)),
        Tls("tls-cert-issuer-no-ca", "the issuer has no right to issue", "TlsCertInvalid", IssuedByLeaf),
    ];

    private static ConnectionScript Issued(LabCertificates lab, LeafRequest request) => TlsScripts.Handshake(lab.Serve(request));

    /// <summary>For certificates that OpenSSL does not let a server of ours present.</summary>
    private static ConnectionScript IssuedByHand(LabCertificates lab, LeafRequest request) =>
        RawTls13Server.Handshake(lab.Own(lab.Intermediate.Issue(request)), lab.Intermediate.Certificate);

    private static ConnectionScript SelfSigned(LabCertificates lab) =>
        TlsScripts.Handshake(LabCertificates.Serve(lab.Own(LeafFactory.MakeSelfSigned(new LeafRequest(), lab.Time))));

    /// <summary>By hand because SslStream leaves the root out; without it this looks like a forgotten intermediate.</summary>
    private static ConnectionScript UntrustedRoot(LabCertificates lab)
    {
        var stranger = lab.Own(CertificateAuthority.CreateRoot("Somebody else's root", lab.Time));
        return RawTls13Server.Handshake(lab.Own(stranger.Issue(new LeafRequest())), stranger.Certificate);
    }

    private static ConnectionScript WithoutIntermediate(LabCertificates lab) => TlsScripts.Handshake(LabCertificates.Serve(lab.SoundLeaf));

    private static ConnectionScript IssuedByLeaf(LabCertificates lab)
    {
        var pretender = lab.Own(lab.Intermediate.Issue(new LeafRequest { CommonName = "pretender.lab.test" }));
        var leaf = lab.Own(LeafFactory.MakeIssuedBy(pretender, new LeafRequest(), lab.Time));
        return TlsScripts.Handshake(LabCertificates.Serve(leaf, pretender, lab.Intermediate.Certificate));
    }

    private static FaultDefinition Tls(
        string name,
        string description,
        string? reason,
        Func<LabCertificates, ConnectionScript> script,
        FaultSettings? settings = null) =>
        new(name, description, reason, stage => Task.FromResult(new FaultEndpoint(
            $"tls://127.0.0.1:{stage.Serve(script(stage.Certificates))}",
            (settings ?? new FaultSettings()) with { CaBundlePem = stage.Certificates.Bundle })));
}
