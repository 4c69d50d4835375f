namespace MoniTao.FaultLab;

/// <summary>
/// What a monitor of a scenario must set for its fault to show. Everything left alone means "the monitor's own default".
/// Names follow the fields of the ConnectivityMonitor API, so that a consumer can copy one to the other.
/// </summary>
public sealed record FaultSettings
{
    /// <summary>Resolvers as <c>address:port</c>, the first one decides; empty when the target is an address literal.</summary>
    public IReadOnlyList<string> Resolvers { get; init; } = [];

    /// <summary><c>A</c>, <c>AAAA</c> or <c>Any</c>; null for the default.</summary>
    public string? RecordType { get; init; }

    /// <summary>The addresses the name should resolve to, in text form; empty when any address will do.</summary>
    public IReadOnlyList<string> ExpectedAddresses { get; init; } = [];

    /// <summary>The name to send as SNI and to check the certificate against; null to use the host of the target.</summary>
    public string? ServerName { get; init; }

    /// <summary><c>1.2</c> or <c>1.3</c>; null for the default.</summary>
    public string? MinimumTlsVersion { get; init; }

    /// <summary>Days before the end of a certificate from which on a warning is due; null for the default.</summary>
    public int? ExpiryWarningDays { get; init; }

    /// <summary><c>CRL</c> to look certificates up in the lists of their issuers; null for the default, which is not to.</summary>
    public string? Revocation { get; init; }

    /// <summary>PEM of the certificates to trust as roots, instead of those of the system; null when no TLS is spoken.</summary>
    public string? CaBundlePem { get; init; }

    /// <summary>PEM of the client certificate followed by its PKCS#8 private key; null to present none.</summary>
    public string? ClientCertificatePem { get; init; }

    /// <summary>Accepted status codes as <c>200</c> or <c>200-299</c>; empty for the default.</summary>
    public IReadOnlyList<string> ExpectedStatus { get; init; } = [];

    /// <summary>A .NET regular expression that the body must match; null to accept every body.</summary>
    public string? BodyPattern { get; init; }

    /// <summary>False when a redirect must not be followed.</summary>
    public bool FollowRedirects { get; init; } = true;

    /// <summary>Time-out of the whole probe in seconds; short where the fault is a silence, so that a demonstration stays quick.</summary>
    public int TimeoutSeconds { get; init; } = 5;
}
