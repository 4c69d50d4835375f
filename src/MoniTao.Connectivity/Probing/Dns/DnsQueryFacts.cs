using System.Net;
using System.Net.Sockets;

namespace MoniTao.Connectivity.Probing.Dns;

/// <summary>One question to one server and what came back.</summary>
public sealed record DnsQueryFacts
{
    /// <summary>The name asked for, without a trailing dot.</summary>
    public required string Name { get; init; }

    /// <summary>InterNetwork for A, InterNetworkV6 for AAAA.</summary>
    public required AddressFamily Family { get; init; }

    /// <summary>The server asked.</summary>
    public required IPEndPoint Server { get; init; }

    /// <summary>What became of it.</summary>
    public required DnsOutcome Outcome { get; init; }

    /// <summary>The time it took.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>The response code when answered (RFC 1035, 4.1.1).</summary>
    public int? Rcode { get; init; }

    /// <summary>Addresses of the family asked for, at the end of the alias chain.</summary>
    public IReadOnlyList<IPAddress> Addresses { get; init; } = [];

    /// <summary>The aliases walked, in order, as far as the answer gave them.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>True when the aliases lead back to a name already seen.</summary>
    public bool AliasLoop { get; init; }

    /// <summary>The shortest time to live along the chain.</summary>
    public TimeSpan? TimeToLive { get; init; }

    /// <summary>The owner of the SOA record in the authority section: the zone that says no (RFC 2308).</summary>
    public string? SoaOwner { get; init; }

    /// <summary>The serial of that SOA record.</summary>
    public uint? SoaSerial { get; init; }

    /// <summary>True for an answer that only points to other servers: NS in the authority section, no SOA, nothing answered.</summary>
    public bool Referral { get; init; }

    /// <summary>The Extended DNS Error (RFC 8914), when the server gave one.</summary>
    public ExtendedDnsError? Extended { get; init; }

    /// <summary>The first answer that was not believed; when <see cref="Outcome"/> is another one, a right one came after it.</summary>
    public DnsMismatch? Mismatch { get; init; }

    /// <summary>True when the answer came by TCP after a truncated one.</summary>
    public bool OverTcp { get; init; }
}
