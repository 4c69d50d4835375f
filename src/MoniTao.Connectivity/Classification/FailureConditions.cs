namespace MoniTao.Connectivity.Classification;

/// <summary>The failure conditions of a monitor's status that a reason makes True. Names are the condition types.</summary>
[Flags]
public enum FailureConditions
{
    /// <summary>None: the prober's own trouble.</summary>
    None = 0,

    /// <summary>The name does not resolve.</summary>
    DnsFailed = 1,

    /// <summary>The connection was refused.</summary>
    Refused = 2,

    /// <summary>Something did not answer in time.</summary>
    TimedOut = 4,

    /// <summary>The connection was reset.</summary>
    Reset = 8,

    /// <summary>There is no way to the address.</summary>
    Unreachable = 16,

    /// <summary>The TLS handshake or the certificate failed.</summary>
    TlsError = 32,

    /// <summary>The HTTP answer is not the one expected.</summary>
    HttpError = 64,
}
