using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MoniTao.FaultLab.Certificates;

/// <summary>
/// A root or an intermediate that issues whatever it is asked for, also what no honest authority would. Keys live in memory only.
/// </summary>
public sealed class CertificateAuthority : IDisposable
{
    private static readonly TimeSpan HalfLife = TimeSpan.FromDays(3650);

    private readonly TimeProvider time;
    private readonly ECDsa key;

    private CertificateAuthority(X509Certificate2 certificate, ECDsa key, TimeProvider time)
    {
        Certificate = certificate;
        this.key = key;
        this.time = time;
    }

    /// <summary>Its own certificate, without the private key.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>Its own certificate as PEM: what goes into a CA bundle.</summary>
    public string Pem => Certificate.ExportCertificatePem();

    /// <summary>Makes a self-signed root, valid ten years before and after now.</summary>
    public static CertificateAuthority CreateRoot(string name, TimeProvider time) => Create(name, time, issuer: null);

    /// <summary>Makes an authority below this one.</summary>
    public CertificateAuthority CreateIntermediate(string name) => Create(name, time, issuer: this);

    /// <summary>Issues a certificate; the result holds its private key.</summary>
    public X509Certificate2 Issue(LeafRequest request) => LeafFactory.Make(request, time.GetUtcNow(), request.SignedWithSha1
        ? new Sha1SignatureGenerator(key)
        : X509SignatureGenerator.CreateForECDsa(key), Certificate);

    /// <summary>A list of revoked certificates (RFC 5280, 5), in DER, that names this authority as its issuer.</summary>
    /// <param name="revoked">What it holds.</param>
    /// <param name="validFor">How long until the next one is due, from now; negative for a list that is out of date.</param>
    /// <param name="signer">Who signs it in its place: a forger; null for itself.</param>
    public byte[] RevocationList(IEnumerable<X509Certificate2> revoked, TimeSpan validFor, CertificateAuthority? signer = null)
    {
        var now = time.GetUtcNow();
        var list = new CertificateRevocationListBuilder();
        foreach (var certificate in revoked)
        {
            list.AddEntry(certificate, now - TimeSpan.FromDays(1), X509RevocationReason.KeyCompromise);
        }

        return list.Build(
            Certificate.SubjectName,
            X509SignatureGenerator.CreateForECDsa((signer ?? this).key),
            crlNumber: 1,
            now + validFor,
            HashAlgorithmName.SHA256,
            X509AuthorityKeyIdentifierExtension.CreateFromCertificate(Certificate, true, false),
            now - TimeSpan.FromDays(30));
    }

    /// <summary>Forgets the key.</summary>
    public void Dispose()
    {
        Certificate.Dispose();
        key.Dispose();
    }

    private static CertificateAuthority Create(string name, TimeProvider time, CertificateAuthority? issuer)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}, O=MoniTao fault lab", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        if (issuer is not null)
        {
            request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(issuer.Certificate, true, false));
        }

        var now = time.GetUtcNow();
        var certificate = request.Create(
            issuer?.Certificate.SubjectName ?? request.SubjectName,
            X509SignatureGenerator.CreateForECDsa(issuer?.key ?? key),
            now - HalfLife,
            now + HalfLife,
            LeafFactory.NewSerial());
        return new CertificateAuthority(certificate, key, time);
    }
}
