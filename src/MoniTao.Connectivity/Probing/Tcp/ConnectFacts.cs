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

    /// <summary>
    /// True when the time was up while the kernel was not waiting for the target: it had the answer already, or had not even been
    /// asked to send. This process was late, not the target.
    /// </summary>
    public bool Unheard { get; init; }

    /// <summary>The time from SYN to the answer.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>
    /// Whether there is a way to the address out of this machine at all: a route, a link with a carrier, a gateway that answers.
    /// Asked of the kernel after an unreachable error that nobody sent; null when it was not asked. Without one the error is
    /// ours, not the path's.
    /// </summary>
    public bool? LocalRoute { get; init; }

    /// <summary>Without a way: whether this machine has an address of the family that reaches beyond its link; null when not known.</summary>
    public bool? OwnAddress { get; init; }

    /// <summary>The ICMP error that ended the attempt, and who sent it; null when there was none or the platform does not tell.</summary>
    public IcmpError? Icmp { get; init; }

    /// <summary>How long the connection waited for this process after it was made.</summary>
    public TimeSpan OwnDelay { get; init; }

    /// <summary>How often the SYN was sent again on a connection that worked: loss on the way, or a server that is too busy.</summary>
    public uint? SynRetransmits { get; init; }
}
