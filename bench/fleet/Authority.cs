using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MoniTao.Fleet;

/// <summary>A root, an intermediate, and the certificates of the targets; P-256, as most that are issued today.</summary>
internal sealed class Authority : IDisposable
{
    private readonly DateTimeOffset _now = TimeProvider.System.GetUtcNow();
    private readonly X509Certificate2 _root;
    private readonly X509Certificate2 _intermediate;
    private readonly ECDsa _leafKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public Authority()
    {
        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var root = Request("CN=Fleet Root", rootKey, authority: true);
        _root = root.CreateSelfSigned(_now.AddDays(-60), _now.AddDays(3650));
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var issued = Request("CN=Fleet Intermediate", key, authority: true).Create(_root, _now.AddDays(-59), _now.AddDays(1800), Serial());
        _intermediate = issued.CopyWithPrivateKey(key);
    }

    public string RootPem => _root.ExportCertificatePem();

    public string KeyPem => _leafKey.ExportPkcs8PrivateKeyPem();

    /// <summary>Leaf and intermediate, as a server sends them.</summary>
    public string ChainPem(string host, bool expired = false)
    {
        var request = Request($"CN={host}", _leafKey, authority: false);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        using var leaf = request.Create(_intermediate, _now.AddDays(-58), expired ? _now.AddDays(-1) : _now.AddDays(300), Serial());
        return leaf.ExportCertificatePem() + "\n" + _intermediate.ExportCertificatePem() + "\n";
    }

    public void Dispose()
    {
        _root.Dispose();
        _intermediate.Dispose();
        _leafKey.Dispose();
    }

    private static byte[] Serial() => [1, .. RandomNumberGenerator.GetBytes(15)];

    private static CertificateRequest Request(string subject, ECDsa key, bool authority)
    {
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(authority, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        if (!authority)
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        return request;
    }
}
