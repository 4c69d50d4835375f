using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MoniTao.Operator.Tests.Planning;

/// <summary>A self-signed certificate in PEM.</summary>
internal sealed class TestCertificate
{
    public TestCertificate(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        (Pem, Key) = (certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }

    public string Pem { get; }

    public string Key { get; }
}
