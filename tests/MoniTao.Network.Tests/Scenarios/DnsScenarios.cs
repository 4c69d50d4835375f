using MoniTao.Network.Tests.Lab;

namespace MoniTao.Network.Tests.Scenarios;

/// <summary>The way to the resolver.</summary>
internal static class DnsScenarios
{
    private const string Name = "dns://both.lab.test";

    public static IReadOnlyList<PathScenario> All { get; } =
    [
        new("dns-healthy", "a resolver behind the router", Name, PathScenario.Up) { Resolver = Addresses.NameServer },
        new("dns-dropped", "the router drops port 53", Name, "DnsTimeout")
        {
            Resolver = Addresses.NameServerDropped,
            Steps = [Step.Forward($"-d {Addresses.NameServerDropped} -p udp --dport 53 -j DROP")],
        },
        new("dns-answered-from-elsewhere", "the resolver has two addresses and answers from the other one", Name, "DnsResponseMismatch")
        {
            Resolver = Addresses.NameServerOfTwo,
            Phrase = $"answered by {Addresses.NameServer}",
        },
        new("dns-closed-port", "nothing listens on 53", Name, "DnsServerRefusedConnection") { Resolver = Addresses.Target },
        new("dns-closed-port-six", "the same over IPv6", Name, "DnsServerRefusedConnection") { Resolver = Addresses.TargetSix },
        new("dns-prohibited", "the router's firewall says no", Name, "DnsServerUnreachable")
        {
            Resolver = Addresses.NameServerProhibited,
            Steps = [Step.Forward($"-d {Addresses.NameServerProhibited} -p udp --dport 53 -j REJECT --reject-with icmp-admin-prohibited")],
        },
        new("dns-no-way-at-router", "the router has no route to the resolver", Name, "DnsServerUnreachable")
        {
            Resolver = Addresses.UnknownToRouterDns,
            Steps = [Step.FromSource(Addresses.UnknownToRouterDns, Addresses.ProberForDns)],
        },
        new("dns-no-host", "nobody has the resolver's address", Name, "DnsServerUnreachable") { Resolver = Addresses.NobodyOnTargetsLink },
    ];
}
