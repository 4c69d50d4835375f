namespace MoniTao.Connectivity.Probing.Dns;

/// <summary>Where addresses come from.</summary>
public enum DnsSource
{
    /// <summary>The target is an address.</summary>
    Literal,

    /// <summary>The hosts file, or the reserved name localhost (RFC 6761, 6.3).</summary>
    Hosts,

    /// <summary>A DNS server.</summary>
    Server,
}
