using System.Security.Cryptography.X509Certificates;

namespace MoniTao.Connectivity.Probing.Tls;

/// <summary>One certificate that a server sent.</summary>
/// <param name="Subject">The distinguished name of the holder.</param>
/// <param name="Issuer">The distinguished name of the issuer.</param>
/// <param name="NotBefore">The start of validity.</param>
/// <param name="NotAfter">The end of validity.</param>
public sealed record ChainElement(string Subject, string Issuer, DateTimeOffset NotBefore, DateTimeOffset NotAfter)
{
    private const int LongestName = 256;

    internal static ChainElement Of(X509Certificate2 certificate) => new(
        PeerText.Clean(certificate.Subject, LongestName), PeerText.Clean(certificate.Issuer, LongestName), certificate.NotBefore.ToUniversalTime(), certificate.NotAfter.ToUniversalTime());
}
