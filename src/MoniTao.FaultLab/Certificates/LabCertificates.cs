using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MoniTao.FaultLab.Certificates;

/// <summary>The authorities of one running lab and the server settings made from them.</summary>
internal sealed class LabCertificates(TimeProvider time) : IDisposable
{
    private readonly List<IDisposable> owned = [];
    private CertificateAuthority? root;
    private CertificateAuthority? intermediate;
    private X509Certificate2? leaf;

    /// <summary>The root to trust; every monitor of the lab gets it, so that only the fault on show is seen.</summary>
    public CertificateAuthority Root => root ??= Own(CertificateAuthority.CreateRoot("Lab root", time));

    public CertificateAuthority Intermediate => intermediate ??= Own(Root.CreateIntermediate("Lab intermediate"));

    /// <summary>PEM of the trusted root.</summary>
    public string Bundle => Root.Pem;

    /// <summary>One leaf for all servers whose certificate is not the point.</summary>
    public X509Certificate2 SoundLeaf => leaf ??= Own(Intermediate.Issue(new LeafRequest()));

    public TimeProvider Time => time;

    public T Own<T>(T resource)
        where T : IDisposable
    {
        owned.Add(resource);
        return resource;
    }

    /// <summary>A sound leaf with its intermediate: what a well-kept server sends.</summary>
    public SslServerAuthenticationOptions Sound() => Serve(SoundLeaf, Intermediate.Certificate);

    /// <summary>A leaf issued as asked, with its intermediate.</summary>
    public SslServerAuthenticationOptions Serve(LeafRequest request) => Serve(Own(Intermediate.Issue(request)), Intermediate.Certificate);

    /// <summary>This leaf, sent with these certificates and no others.</summary>
    public static SslServerAuthenticationOptions Serve(X509Certificate2 leaf, params X509Certificate2[] sentAlong) => new()
    {
        // Offline: the lab never asks the network for a missing issuer.
        ServerCertificateContext = SslStreamCertificateContext.Create(leaf, [.. sentAlong], offline: true),
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        CertificateRevocationCheckMode = X509RevocationMode.NoCheck,

        // A resumed session shows no certificate, and then no fault.
        AllowTlsResume = false,
    };

    /// <summary>A client certificate that the lab's servers accept, with its key, as PEM.</summary>
    public string ClientPem(KeyKind kind = KeyKind.EcdsaP256)
    {
        using var client = Intermediate.Issue(new LeafRequest { CommonName = "lab client", Usages = [LeafRequest.ClientAuthentication], Key = kind });
        using AsymmetricAlgorithm? key = kind == KeyKind.EcdsaP256 ? client.GetECDsaPrivateKey() : client.GetRSAPrivateKey();
        return client.ExportCertificatePem() + "\n" + key!.ExportPkcs8PrivateKeyPem() + "\n";
    }

    public void Dispose() => owned.ForEach(resource => resource.Dispose());
}
