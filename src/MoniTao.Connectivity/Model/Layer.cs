namespace MoniTao.Connectivity.Model;

/// <summary>The layers of a probe, in the order in which a connection passes them.</summary>
public enum Layer
{
    /// <summary>The prober itself: nothing can be said of the target.</summary>
    Prober,

    /// <summary>Name resolution.</summary>
    Dns,

    /// <summary>ICMP echo.</summary>
    Icmp,

    /// <summary>The TCP connection and the network below it.</summary>
    Tcp,

    /// <summary>The TLS handshake and the certificate.</summary>
    Tls,

    /// <summary>The HTTP exchange.</summary>
    Http,
}
