namespace MoniTao.Connectivity.Probing.Dns;

/// <summary>What became of one query to one server.</summary>
public enum DnsOutcome
{
    /// <summary>A well-formed answer to the question asked; see the rcode.</summary>
    Answered,

    /// <summary>Nothing came back in time.</summary>
    Silent,

    /// <summary>ICMP port unreachable: no DNS server there.</summary>
    ConnectionRefused,

    /// <summary>No way to the server further on; from here see <see cref="ProberWithoutRoute"/>.</summary>
    Unreachable,

    /// <summary>The answer was cut to fit UDP and TCP 53 refused or ignored us.</summary>
    TruncatedWithoutTcp,

    /// <summary>The answer was cut to fit UDP and the TCP exchange broke off.</summary>
    TransportFailed,

    /// <summary>Bytes that are no DNS message.</summary>
    Malformed,

    /// <summary>An answer with another id, question or source than asked for.</summary>
    Mismatched,

    /// <summary>No local UDP port left: ours.</summary>
    ProberOutOfPorts,

    /// <summary>No file descriptor left: ours.</summary>
    ProberOutOfDescriptors,

    /// <summary>No memory or buffers left: ours.</summary>
    ProberOutOfMemory,

    /// <summary>No way to the server out of this machine: ours.</summary>
    ProberWithoutRoute,

    /// <summary>A firewall of this machine keeps the question from leaving it: ours.</summary>
    ProberBlocked,

    /// <summary>The caller gave up.</summary>
    Cancelled,
}
