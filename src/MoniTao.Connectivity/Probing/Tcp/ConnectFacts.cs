using System.Net;

namespace MoniTao.Connectivity.Probing.Tcp;

/// <summary>One connection attempt to one address.</summary>
public sealed record ConnectFacts
{
    /// <summary>Where to.</summary>
    public required IPEndPoint Remote { get; init; }

    /// <summary>How it failed; null when it was connected or not finished because another address was faster.</summary>
    public NetworkFault? Fault { get; init; }

    /// <summary>True when this connection carries the rest of the probe.</summary>
    public bool Connected { get; init; }

    /// <summary>The time from SYN to the answer.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>
    /// Whether this machine has a route to the address at all, asked of the kernel after an unreachable error; null when
    /// it was not asked. Without a route the error is ours, not the path's.
    /// </summary>
    public bool? LocalRoute { get; init; }

    /// <summary>The ICMP error that ended the attempt, and who sent it; null when there was none or the platform does not tell.</summary>
    public IcmpError? Icmp { get; init; }

    /// <summary>How often the SYN was sent again on a connection that worked: loss on the way, or a server that is too busy.</summary>
    public uint? SynRetransmits { get; init; }
}
