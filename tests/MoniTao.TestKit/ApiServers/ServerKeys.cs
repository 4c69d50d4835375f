using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MoniTao.TestKit.ApiServers;

/// <summary>The keys one throw-away API server needs, as PEM text: its CA, its certificate, and the key that signs tokens.</summary>
internal sealed record ServerKeys(string CaCertificate, string Certificate, string PrivateKey, string TokenKey)
{
    public static ServerKeys Create(TimeProvider time)
    {
        // an hour back, for a container whose clock is a little behind
        var start = time.GetUtcNow().AddHours(-1);
        var end = start.AddDays(30);
        using var caKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var caRequest = new CertificateRequest("CN=monitao-test-ca", caKey, HashAlgorithmName.SHA256);
        caRequest.CertificateExtensions.Add(X509BasicConstraintsExtension.CreateForCertificateAuthority());
        caRequest.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        var caSubject = new X509SubjectKeyIdentifierExtension(caRequest.PublicKey, critical: false);
        caRequest.CertificateExtensions.Add(caSubject);
        using var ca = caRequest.CreateSelfSigned(start, end);

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=kube-apiserver", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(X509BasicConstraintsExtension.CreateForEndEntity());
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1", "serverAuth")], critical: false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromSubjectKeyIdentifier(caSubject));
        request.CertificateExtensions.Add(Names());
        using var certificate = request.Create(ca, start, end, RandomNumberGenerator.GetBytes(16));

        using var tokenKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new ServerKeys(ca.ExportCertificatePem(), certificate.ExportCertificatePem(), key.ExportECPrivateKeyPem(), tokenKey.ExportECPrivateKeyPem());
    }

    private static X509Extension Names()
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName("localhost");
        names.AddDnsName("kubernetes.default.svc");
        return names.Build();
    }
}
