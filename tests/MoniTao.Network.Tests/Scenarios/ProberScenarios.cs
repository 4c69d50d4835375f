using MoniTao.Network.Tests.Lab;

namespace MoniTao.Network.Tests.Scenarios;

/// <summary>The prober's own trouble, which must never be laid at the target's door.</summary>
internal static class ProberScenarios
{
    private const string NoRoute = "ProberNoRoute";
    private const string Exhausted = "ProberResourceExhausted";
    private const string Name = "dns://both.lab.test";

    public static IReadOnlyList<PathScenario> All { get; } =
    [
        new("prober-no-route", "no route and no default route", $"tcp://{Addresses.NoRoute}:80", NoRoute),
        new("prober-no-route-six", "IPv6 works here, but not to there", $"tcp://[{Addresses.NoRouteSix}]:80", NoRoute),
        Own("prober-blackhole", "blackhole", Addresses.OwnBlackHole),
        Own("prober-prohibit", "prohibit", Addresses.OwnProhibit),
        Own("prober-unreachable", "unreachable", Addresses.OwnUnreachable),
        new("prober-blackhole-six", "a blackhole route in the prober's table", $"tcp://[{Addresses.OwnBlackHoleSix}]:80", NoRoute)
        {
            Steps = [new Step(Node.Prober, $"ip route add blackhole {Addresses.OwnBlackHoleSix}/128")],
        },
        new("prober-link-down", "the interface is down, its routes are gone", $"tcp://{Addresses.LinkDown}:80", NoRoute)
        {
            Steps = [new Step(Node.Prober, "ip addr add 203.0.113.50/28 dev down0; ip link set down0 up; ip link set down0 down")],
        },
        new("prober-no-carrier", "the interface is up, its cable is not", $"tcp://{Addresses.NoCarrier}:80", NoRoute)
        {
            Steps = [new Step(Node.Prober, "ip addr add 203.0.113.66/28 dev dark0; ip link set dark0 up")],
        },
        new("prober-gateway-gone", "the prober's gateway does not answer ARP", $"tcp://{Addresses.DeadGateway}:80", NoRoute)
        {
            Steps = [new Step(Node.Prober, "ip route add 203.0.113.96/28 via 192.0.2.66")],
        },
        new("prober-no-carrier-six", "the interface is up, its cable is not", $"tcp://[{Addresses.NoCarrierSix}]:80", NoRoute)
        {
            Steps = [new Step(Node.Prober, "ip addr add 2001:db8:500::2/64 dev dark0 nodad")],
        },
        new("prober-gateway-gone-six", "the prober's gateway does not answer", $"tcp://[{Addresses.DeadGatewaySix}]:80", NoRoute)
        {
            Steps = [new Step(Node.Prober, $"ip route add 2001:db8:600::/48 via {Addresses.NobodyOnProbersLinkSix}")],
        },
        new("prober-without-six", "IPv6 is switched off", $"tcp://[{Addresses.TargetSix}]:{Servers.Tcp}", "ProberAddressFamilyUnavailable")
        {
            From = Node.Confined,
        },
        Blocked("prober-rejects", "REJECT", $"tcp://{Addresses.Target}:2007", "iptables -w -A OUTPUT -p tcp --dport 2007 -j REJECT") with
        {
            Says = Addresses.Prober,
        },
        Blocked("prober-rejects-six", "REJECT", $"tcp://[{Addresses.TargetSix}]:2008", "ip6tables -w -A OUTPUT -p tcp --dport 2008 -j REJECT") with
        {
            Says = Addresses.ProberSix,
        },
        Blocked("prober-prohibits", "REJECT with admin-prohibited", $"tcp://{Addresses.Target}:2011",
            "iptables -w -A OUTPUT -p tcp --dport 2011 -j REJECT --reject-with icmp-admin-prohibited") with
        {
            Says = Addresses.Prober,
        },
        Blocked("prober-drops-ping", "DROP", $"icmp://{Addresses.PingBlockedHere}", $"iptables -w -A OUTPUT -d {Addresses.PingBlockedHere} -j DROP"),
        Blocked("prober-drops-dns", "DROP", Name, $"iptables -w -A OUTPUT -d {Addresses.NameServerDroppedHere} -j DROP") with
        {
            Resolver = Addresses.NameServerDroppedHere,
        },
        Blocked("prober-rejects-dns", "REJECT", Name, $"iptables -w -A OUTPUT -d {Addresses.NameServerRejectedHere} -j REJECT") with
        {
            Resolver = Addresses.NameServerRejectedHere,
        },
        new("prober-no-route-to-resolver", "no route to the resolver", Name, NoRoute) { Resolver = Addresses.NoRoute },
        new("prober-gateway-to-resolver-gone", "the gateway to the resolver does not answer", Name, NoRoute) { Resolver = Addresses.DeadGateway },
        new("prober-queue-full", "the interface's queue takes no packet", $"icmp://{Addresses.FullQueue}", Exhausted)
        {
            Needs = "tc, of iproute2",
            Steps =
            [
                new Step(Node.Router, "ip link set full0 up"),
                new Step(Node.Prober, $"""
                    ip addr add 203.0.113.146/28 dev full0; ip link set full0 up
                    ip neigh add {Addresses.FullQueue} lladdr 02:00:00:00:00:01 dev full0; tc qdisc add dev full0 root bfifo limit 1
                    """),
            ],
        },
        new("prober-queue-to-resolver-full", "the same on the way to the resolver", Name, Exhausted) { Resolver = Addresses.FullQueue },
        new("prober-ports-exhausted", "two local ports, both taken", $"tcp://{Addresses.Target}:{Servers.Tcp}", "ProberPortsExhausted")
        {
            From = Node.Confined,
        },
        new("prober-ports-for-dns-exhausted", "two local ports, both taken for UDP too", Name, "ProberPortsExhausted")
        {
            From = Node.Confined,
            Resolver = Addresses.NameServer,
        },
    ];

    private static PathScenario Blocked(string name, string rule, string target, string command) =>
        new(name, $"{rule} in the prober's own firewall", target, "ProberFirewallBlocked") { Steps = [new Step(Node.Prober, command)] };

    private static PathScenario Own(string name, string kind, string address) =>
        new(name, $"a route of type {kind} in the prober's table", $"tcp://{address}:80", NoRoute)
        {
            Steps = [new Step(Node.Prober, $"ip route add {kind} {address}/32")],
        };
}
