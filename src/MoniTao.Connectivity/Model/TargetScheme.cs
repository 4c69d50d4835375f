namespace MoniTao.Connectivity.Model;

/// <summary>How far a probe goes: the scheme of a target names the last layer that must work.</summary>
public enum TargetScheme
{
    /// <summary>DNS, TCP, TLS and HTTP; default port 443.</summary>
    Https,

    /// <summary>DNS, TCP and HTTP; default port 80.</summary>
    Http,

    /// <summary>DNS, TCP and a TLS handshake; the port is required.</summary>
    Tls,

    /// <summary>DNS and a TCP connection; the port is required.</summary>
    Tcp,

    /// <summary>DNS and an ICMP echo.</summary>
    Icmp,

    /// <summary>DNS alone.</summary>
    Dns,
}
