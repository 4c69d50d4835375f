using MoniTao.Network.Tests.Lab;

namespace MoniTao.Network.Tests.Scenarios;

/// <summary>The way ends, or goes round in circles.</summary>
internal static class RoutingScenarios
{
    public static IReadOnlyList<PathScenario> All { get; } =
    [
        new("tcp-no-host-behind-router", "nobody has the address: the router's ARP fails", $"tcp://{Addresses.NobodyOnTargetsLink}:80", "TcpHostUnreachable")
        {
            Says = Addresses.Router,
        },
        new("tcp-no-host-behind-router-six", "the same with neighbour discovery", $"tcp://[{Addresses.NobodyOnTargetsLinkSix}]:80", "TcpHostUnreachable")
        {
            Says = Addresses.RouterSix,
        },
        new("tcp-no-host-on-own-link", "nobody has the address: the prober's ARP fails", $"tcp://{Addresses.NobodyOnProbersLink}:80", "TcpHostUnreachable"),
        new("tcp-no-host-on-own-link-six", "the same with neighbour discovery", $"tcp://[{Addresses.NobodyOnProbersLinkSix}]:80", "TcpHostUnreachable"),
        new("tcp-no-way-at-router", "the router has no route", $"tcp://{Addresses.UnknownToRouter}:80", "TcpNetworkUnreachable")
        {
            Says = Addresses.Router,
        },
        new("tcp-no-way-at-router-six", "the router has no route", $"tcp://[{Addresses.UnknownToRouterSix}]:80", "TcpNetworkUnreachable")
        {
            Says = Addresses.RouterSix,
        },
        new("tcp-loop", "router and target send to each other", $"tcp://{Addresses.Loop}:80", "TcpRoutingLoop")
        {
            Says = Addresses.Target,
            Steps = [new Step(Node.Router, $"ip route add 203.0.113.0/28 via {Addresses.Target}")],
        },
        new("tcp-loop-six", "router and target send to each other", $"tcp://[{Addresses.LoopSix}]:80", "TcpRoutingLoop")
        {
            Says = Addresses.TargetSix,
            Steps = [new Step(Node.Router, $"ip route add 2001:db8:100::/48 via {Addresses.TargetSix}")],
        },
    ];
}
