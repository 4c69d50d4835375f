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
        Name(certificate.Subject), Name(certificate.Issuer), certificate.NotBefore.ToUniversalTime(), certificate.NotAfter.ToUniversalTime());

    /// <summary>A name is whatever somebody wrote into the certificate: bounded, and without control characters.</summary>
    private static string Name(string name)
    {
        var clean = new string([.. name.Where(c => !char.IsControl(c)).Take(LongestName)]);
        return name.Length <= LongestName ? clean : clean[..^1] + "…";
    }
}
