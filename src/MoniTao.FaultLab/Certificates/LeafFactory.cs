using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MoniTao.FaultLab.Certificates;

/// <summary>Turns a <see cref="LeafRequest"/> into a certificate with its private key.</summary>
public static class LeafFactory
{
    private const int SerialLength = 16;

    /// <summary>A certificate that is its own issuer.</summary>
    public static X509Certificate2 MakeSelfSigned(LeafRequest request, TimeProvider time)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Make(key, request, time.GetUtcNow(), X509SignatureGenerator.CreateForECDsa(key), issuer: null);
    }

    /// <summary>
    /// A certificate issued by an end-entity certificate, which has no right to issue (RFC 5280 section 4.2.1.9).
    /// </summary>
    public static X509Certificate2 MakeIssuedBy(X509Certificate2 leaf, LeafRequest request, TimeProvider time)
    {
        using var issuerKey = leaf.GetECDsaPrivateKey() ?? throw new ArgumentException("An ECDSA key is needed.", nameof(leaf));
        return Make(request, time.GetUtcNow(), X509SignatureGenerator.CreateForECDsa(issuerKey), leaf);
    }

    internal static X509Certificate2 Make(
        LeafRequest request,
        DateTimeOffset now,
        X509SignatureGenerator signature,
        X509Certificate2 issuer)
    {
        using AsymmetricAlgorithm key = request.Key switch
        {
            KeyKind.EcdsaP256 => ECDsa.Create(ECCurve.NamedCurves.nistP256),
            KeyKind.Rsa2048 => RSA.Create(2048),
#pragma warning disable CA5385 // A key that is too short is the fault on show.
            KeyKind.Rsa1024 => RSA.Create(1024),
            _ => RSA.Create(512),
#pragma warning restore CA5385
        };
        return Make(key, request, now, signature, issuer);
    }

    /// <summary>Random, positive and without a leading zero, as DER wants it.</summary>
    internal static byte[] NewSerial()
    {
        var serial = RandomNumberGenerator.GetBytes(SerialLength);
        serial[0] = (byte)((serial[0] & 0x7F) | 0x40);
        return serial;
    }

    private static X509Certificate2 Make(
        AsymmetricAlgorithm key,
        LeafRequest request,
        DateTimeOffset now,
        X509SignatureGenerator signature,
        X509Certificate2? issuer)
    {
        var subject = $"CN={request.CommonName}";
        var certificate = key is RSA rsa
            ? new CertificateRequest(subject, rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest(subject, (ECDsa)key, HashAlgorithmName.SHA256);
        Extend(certificate, request, issuer);
        using var signed = certificate.Create(
            issuer?.SubjectName ?? certificate.SubjectName,
            signature,
            now + request.ValidFrom,
            now + request.ValidUntil,
            NewSerial());
        return key is RSA rsaKey ? signed.CopyWithPrivateKey(rsaKey) : signed.CopyWithPrivateKey((ECDsa)key);
    }

    private static void Extend(CertificateRequest certificate, LeafRequest request, X509Certificate2? issuer)
    {
        var names = new SubjectAlternativeNameBuilder();
        request.DnsNames.ToList().ForEach(names.AddDnsName);
        request.Addresses.ToList().ForEach(names.AddIpAddress);
        var usages = new OidCollection();
        request.Usages.ToList().ForEach(usage => usages.Add(new Oid(usage)));

        var extensions = certificate.CertificateExtensions;
        extensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        extensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment, true));
        extensions.Add(new X509EnhancedKeyUsageExtension(usages, false));
        extensions.Add(names.Build());
        extensions.Add(new X509SubjectKeyIdentifierExtension(certificate.PublicKey, false));
        if (request.RevocationList is { } list)
        {
            extensions.Add(CertificateRevocationListBuilder.BuildCrlDistributionPointExtension([list]));
        }

        if (issuer is not null)
        {
            extensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(issuer, true, false));
        }
    }
}
