using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace MoniTao.Connectivity.Model;

/// <summary>How TLS is spoken and what of a certificate is demanded.</summary>
public sealed record TlsOptions
{
    /// <summary>The name sent as SNI and expected in the certificate; null for the host of the target.</summary>
    public string? ServerName { get; init; }

    /// <summary>The oldest protocol version that is accepted.</summary>
    public SslProtocols MinimumVersion { get; init; } = SslProtocols.Tls12;

    /// <summary>A certificate that ends within this time is a warning.</summary>
    public TimeSpan ExpiryWarning { get; init; } = TimeSpan.FromDays(14);

    /// <summary>When true the certificate is recorded but not judged.</summary>
    public bool InsecureSkipVerify { get; init; }

    /// <summary>Whether revocation is checked, once everything else about the certificate is in order.</summary>
    public RevocationMode Revocation { get; init; }

    /// <summary>Whether issuers are asked at all: nobody is interested in the answer when the certificate is not judged.</summary>
    internal bool AsksIssuers => Revocation != RevocationMode.None && !InsecureSkipVerify;

    /// <summary>Roots to trust in place of the system's; empty for the system's.</summary>
    public IReadOnlyList<X509Certificate2> TrustedRoots { get; init; } = [];

    /// <summary>The certificate with private key to present when the server asks for one.</summary>
    public X509Certificate2? ClientCertificate { get; init; }
}
