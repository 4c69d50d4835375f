using System.Net;

namespace MoniTao.FaultLab.Certificates;

/// <summary>What a server or client certificate should say. The defaults make a sound server certificate for loopback.</summary>
public sealed record LeafRequest
{
    /// <summary>Extended key usage of a TLS server (RFC 5280 section 4.2.1.12).</summary>
    public const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    /// <summary>Extended key usage of a TLS client (RFC 5280 section 4.2.1.12).</summary>
    public const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    /// <summary>The common name of the subject.</summary>
    public string CommonName { get; init; } = "localhost";

    /// <summary>DNS names of the subject alternative name.</summary>
    public IReadOnlyList<string> DnsNames { get; init; } = ["localhost", "lab.test", "*.lab.test"];

    /// <summary>IP addresses of the subject alternative name.</summary>
    public IReadOnlyList<IPAddress> Addresses { get; init; } = [IPAddress.Loopback, IPAddress.IPv6Loopback];

    /// <summary>Begin of the validity, counted from now.</summary>
    public TimeSpan ValidFrom { get; init; } = TimeSpan.FromDays(-30);

    /// <summary>End of the validity, counted from now.</summary>
    public TimeSpan ValidUntil { get; init; } = TimeSpan.FromDays(365);

    /// <summary>The key to make for it.</summary>
    public KeyKind Key { get; init; } = KeyKind.EcdsaP256;

    /// <summary>What it may be used for.</summary>
    public IReadOnlyList<string> Usages { get; init; } = [ServerAuthentication];

    /// <summary>Where the list of revoked certificates is said to be; null to say nothing.</summary>
    public string? RevocationList { get; init; }

    /// <summary>True to have the issuer sign with SHA-1.</summary>
    public bool SignedWithSha1 { get; init; }
}
