using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MoniTao.Connectivity.Probing.Tls;

/// <summary>The names and addresses that a certificate is made for (RFC 5280, 4.2.1.6), as they stand in it.</summary>
internal sealed record AlternativeNames(IReadOnlyList<string> Dns, IReadOnlyList<IPAddress> Addresses)
{
    /// <summary>Without any when the extension is missing; null when it is there and can't be decoded.</summary>
    public static AlternativeNames? Of(X509Certificate2 certificate)
    {
        try
        {
            return certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().FirstOrDefault() is { } extension
                ? new AlternativeNames([.. extension.EnumerateDnsNames()], [.. extension.EnumerateIPAddresses()])
                : new AlternativeNames([], []);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
