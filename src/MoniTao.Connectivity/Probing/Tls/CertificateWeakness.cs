using System.Security.Cryptography.X509Certificates;

namespace MoniTao.Connectivity.Probing.Tls;

/// <summary>Our own policy of keys and digests: .NET accepts RSA-1024 and SHA-1, browsers do not (CA/Browser Forum BR, 6.1.5).</summary>
internal static class CertificateWeakness
{
    private const int MinimumRsaBits = 2048;
    private const int MinimumEcdsaBits = 224;

    /// <summary>The weakness in a few words, or null.</summary>
    public static string? Of(X509Certificate2 certificate)
    {
        using var rsa = certificate.GetRSAPublicKey();
        if (rsa is { KeySize: < MinimumRsaBits })
            return $"RSA key of {rsa.KeySize} bits";
        using var ecdsa = rsa is null ? certificate.GetECDsaPublicKey() : null;
        if (ecdsa is { KeySize: < MinimumEcdsaBits })
            return $"ECDSA key of {ecdsa.KeySize} bits";
        return certificate.SignatureAlgorithm.Value switch
        {
            "1.2.840.113549.1.1.5" or "1.2.840.10045.4.1" or "1.2.840.10040.4.3" => "SHA-1 signature",
            "1.2.840.113549.1.1.4" or "1.2.840.113549.1.1.2" => "MD5 or MD2 signature",
            _ => null,
        };
    }
}
