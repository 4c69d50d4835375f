using System.Security.Cryptography.X509Certificates;
using MoniTao.FaultLab.Certificates;
using MoniTao.FaultLab.Hosting;
using MoniTao.FaultLab.Http;
using MoniTao.FaultLab.Tcp;

namespace MoniTao.FaultLab.Tls;

/// <summary>Certificates whose issuer publishes a list of those that it took back, and what can be wrong with that list.</summary>
internal static class RevocationFaults
{
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    public static IReadOnlyList<FaultDefinition> All { get; } =
    [
        Tls("healthy-not-revoked", "the list of revoked certificates has another one", null,
            (ca, leaf, other) => ca.RevocationList([other], Week)),
        Tls("healthy-list-forged", "a list that a stranger signed calls the certificate revoked", null, (ca, leaf, _) =>
        {
            using var stranger = CertificateAuthority.CreateRoot("Forger", TimeProvider.System);
            return ca.RevocationList([leaf], Week, stranger);
        }),
        Tls("healthy-list-outdated", "a list of last year calls the certificate revoked", null,
            (ca, leaf, _) => ca.RevocationList([leaf], -Week)),
        Tls("healthy-list-noise", "where the list should be is noise", null, (_, _, _) => [1, 2, 3]),
        Tls("tls-cert-revoked", "the list of revoked certificates has this one", "TlsCertRevoked",
            (ca, leaf, _) => ca.RevocationList([leaf], Week)),
    ];

    private static FaultDefinition Tls(
        string name,
        string description,
        string? reason,
        Func<CertificateAuthority, X509Certificate2, X509Certificate2, byte[]> list) =>
        new(name, description, reason, stage =>
        {
            var (lab, published) = (stage.Certificates, Array.Empty<byte>());
            var lists = stage.Serve(connection => HttpScripts.Bytes(published)(connection));
            var leaf = lab.Own(lab.Intermediate.Issue(new LeafRequest { RevocationList = $"http://127.0.0.1:{lists}/lab.crl" }));
            published = list(lab.Intermediate, leaf, lab.SoundLeaf);
            var port = stage.Serve(TlsScripts.Handshake(LabCertificates.Serve(leaf, lab.Intermediate.Certificate)));
            return Task.FromResult(new FaultEndpoint($"tls://127.0.0.1:{port}", new FaultSettings { CaBundlePem = lab.Bundle, Revocation = "CRL" }));
        });
}
