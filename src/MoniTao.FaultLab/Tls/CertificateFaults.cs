using System.Net.Security;
using MoniTao.FaultLab.Certificates;
using MoniTao.FaultLab.Hosting;

namespace MoniTao.FaultLab.Tls;

/// <summary>Servers whose handshake is sound and whose certificate is not.</summary>
internal static class CertificateFaults
{
    public static IReadOnlyList<FaultDefinition> All { get; } =
    [
        Certificate("healthy-cert-expiring", "the certificate ends in five days", null, lab => lab.Serve(new() { ValidUntil = TimeSpan.FromDays(5) }), new() { ExpiryWarningDays = 14 }) with
        {
            ExpectedWarning = "CertificateExpiring",
        },
        Certificate("tls-cert-expired", "the certificate ended three days ago", "TlsCertExpired", lab => lab.Serve(new() { ValidUntil = TimeSpan.FromDays(-3) })),
        Certificate("tls-cert-not-yet-valid", "the certificate begins in three days", "TlsCertNotYetValid", lab => lab.Serve(new() { ValidFrom = TimeSpan.FromDays(3) })),
        Certificate("tls-cert-name-mismatch", "the certificate is for another name", "TlsCertNameMismatch", lab => lab.Serve(new() { CommonName = "other.test", DnsNames = ["other.test"], Addresses = [] })),
        Certificate("tls-cert-self-signed", "the certificate is its own issuer", "TlsCertSelfSigned", SelfSigned),
        Certificate("tls-cert-untrusted-root", "the chain ends at a root that is not trusted", "TlsCertUntrustedRoot", UntrustedRoot),
        Certificate("tls-cert-incomplete-chain", "the server does not send its intermediate", "TlsCertIncompleteChain", lab => LabCertificates.Serve(lab.Own(lab.Intermediate.Issue(new LeafRequest())))),
        Certificate("tls-cert-weak-key", "the certificate has an RSA key of 1024 bits", "TlsCertWeak", lab => lab.Serve(new() { Key = KeyKind.Rsa1024 })),
        Certificate("tls-cert-weak-signature", "the certificate is signed with SHA-1", "TlsCertWeak", lab => lab.Serve(new() { SignedWithSha1 = true })),
        Certificate("tls-cert-wrong-usage", "the certificate is for clients only", "TlsCertInvalid", lab => lab.Serve(new() { Usages = [LeafRequest.ClientAuthentication] })),
        Certificate("tls-cert-issuer-no-ca", "the issuer has no right to issue", "TlsCertInvalid", IssuedByLeaf),
    ];

    private static SslServerAuthenticationOptions SelfSigned(LabCertificates lab) =>
        LabCertificates.Serve(lab.Own(LeafFactory.MakeSelfSigned(new LeafRequest(), lab.Time)));

    /// <summary>Sends the root too: without it, nobody could tell this from a forgotten intermediate.</summary>
    private static SslServerAuthenticationOptions UntrustedRoot(LabCertificates lab)
    {
        var stranger = lab.Own(CertificateAuthority.CreateRoot("Somebody else's root", lab.Time));
        return LabCertificates.Serve(lab.Own(stranger.Issue(new LeafRequest())), stranger.Certificate);
    }

    private static SslServerAuthenticationOptions IssuedByLeaf(LabCertificates lab)
    {
        var pretender = lab.Own(lab.Intermediate.Issue(new LeafRequest { CommonName = "pretender.lab.test" }));
        var leaf = lab.Own(LeafFactory.MakeIssuedBy(pretender, new LeafRequest(), lab.Time));
        return LabCertificates.Serve(leaf, pretender, lab.Intermediate.Certificate);
    }

    private static FaultDefinition Certificate(
        string name,
        string description,
        string? reason,
        Func<LabCertificates, SslServerAuthenticationOptions> options,
        FaultSettings? settings = null) =>
        new(name, description, reason, stage => Task.FromResult(new FaultEndpoint(
            $"tls://127.0.0.1:{stage.Serve(TlsScripts.Handshake(options(stage.Certificates)))}",
            (settings ?? new FaultSettings()) with { CaBundlePem = stage.Certificates.Bundle })));
}
