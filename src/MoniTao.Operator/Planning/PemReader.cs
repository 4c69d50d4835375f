using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace MoniTao.Operator.Planning;

/// <summary>Reads certificates and keys in PEM (RFC 7468). Its errors name the place and never quote what was read.</summary>
internal static class PemReader
{
    /// <summary>Monitors that were given one and the same text share its certificates, which are mostly memory of OpenSSL.</summary>
    private static readonly ConditionalWeakTable<string, IReadOnlyList<X509Certificate2>> Bundles = [];

    /// <summary>The first certificate, with its key.</summary>
    /// <exception cref="StalledException">One of the two is damaged, the key is encrypted, or they do not belong together.</exception>
    public static X509Certificate2 Certificate(string field, string secret, byte[] certificate, byte[] key)
    {
        try
        {
            return X509Certificate2.CreateFromPem(Encoding.UTF8.GetString(certificate), Encoding.UTF8.GetString(key));
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            throw new StalledException(
                StallReason.SecretInvalid,
                $"{field}: Secret \"{secret}\" does not hold a certificate and its unencrypted private key in PEM, or the two do not belong together");
        }
    }

    /// <summary>Every certificate of a bundle; text between them is skipped.</summary>
    /// <exception cref="StalledException">There is none, or one is damaged.</exception>
    public static IReadOnlyList<X509Certificate2> Authorities(string field, string map, string key, string bundle) =>
        Bundles.GetValue(bundle, text => Read(field, map, key, text));

    private static IReadOnlyList<X509Certificate2> Read(string field, string map, string key, string bundle)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPem(bundle);
        }
        catch (CryptographicException)
        {
            certificates.Clear();
        }

        return certificates.Count > 0
            ? [.. certificates]
            : throw new StalledException(StallReason.ConfigMapInvalid, $"{field}: key \"{key}\" of ConfigMap \"{map}\" does not hold certificates in PEM");
    }
}
