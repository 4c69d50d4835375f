using System.Net;

namespace MoniTao.Connectivity.Probing.Icmp;

/// <summary>One ICMP echo.</summary>
public sealed record IcmpFacts
{
    /// <summary>Where to.</summary>
    public required IPAddress Remote { get; init; }

    /// <summary>True when the reply came.</summary>
    public bool Replied { get; init; }

    /// <summary>True when this process may not send ICMP: evidence is missing, the ping did not fail.</summary>
    public bool NotPermitted { get; init; }

    /// <summary>How it failed.</summary>
    public NetworkFault? Fault { get; init; }

    /// <summary>The ICMP error that answered the echo, and who sent it; null when there was none or the platform does not tell.</summary>
    public IcmpError? Icmp { get; init; }

    /// <summary>Whether there is a way out of this machine, asked after an unreachable error that nobody sent.</summary>
    public bool? LocalRoute { get; init; }

    /// <summary>Without a way: whether this machine has an address of the family that reaches beyond its link; null when not known.</summary>
    public bool? OwnAddress { get; init; }

    /// <summary>The round trip, or the time until it failed.</summary>
    public TimeSpan Elapsed { get; init; }
}
