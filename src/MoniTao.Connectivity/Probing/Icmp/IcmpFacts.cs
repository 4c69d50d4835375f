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

    /// <summary>Whether there is a route from here, asked after an unreachable error.</summary>
    public bool? LocalRoute { get; init; }

    /// <summary>The round trip, or the time until it failed.</summary>
    public TimeSpan Elapsed { get; init; }
}
