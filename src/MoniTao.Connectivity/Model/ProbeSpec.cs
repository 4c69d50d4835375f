namespace MoniTao.Connectivity.Model;

/// <summary>Everything that one probe needs to know.</summary>
public sealed record ProbeSpec
{
    /// <summary>What to probe.</summary>
    public required Target Target { get; init; }

    /// <summary>The time for the whole probe, all layers together.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Name resolution.</summary>
    public DnsOptions Dns { get; init; } = new();

    /// <summary>TLS; read when the target uses it.</summary>
    public TlsOptions Tls { get; init; } = new();

    /// <summary>HTTP; read when the target uses it.</summary>
    public HttpOptions Http { get; init; } = new();
}
