namespace MoniTao.Network.Tests.Lab;

/// <summary>The places of the test network. The line is prober — router — target, with a second prober at the router.</summary>
internal enum Node
{
    /// <summary>Where probes start: both families, ping allowed, no default route, so that there are addresses without a way.</summary>
    Prober,

    /// <summary>Forwards, and rejects what the scenarios say.</summary>
    Router,

    /// <summary>Where the servers are. It forwards too, or there would be no loop.</summary>
    Target,

    /// <summary>A second prober with less: no IPv6, no ping, two local ports.</summary>
    Confined,
}
