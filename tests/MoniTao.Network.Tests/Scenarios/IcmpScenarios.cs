using MoniTao.Network.Tests.Lab;

namespace MoniTao.Network.Tests.Scenarios;

/// <summary>Ping, by the socket that needs no privileges.</summary>
internal static class IcmpScenarios
{
    private const string Unreachable = "IcmpUnreachable";

    public static IReadOnlyList<PathScenario> All { get; } =
    [
        new("icmp-healthy", "ping_group_range is open", $"icmp://{Addresses.Target}", PathScenario.Up),
        new("icmp-healthy-six", "ping_group_range is open", $"icmp://[{Addresses.TargetSix}]", PathScenario.Up),
        new("icmp-dropped", "the router drops the echo", $"icmp://{Addresses.SilentToPing}", "IcmpTimedOut")
        {
            Steps = [Step.Forward($"-p icmp -d {Addresses.SilentToPing} -j DROP")],
        },
        new("icmp-prohibited", "the router's firewall says no", $"icmp://{Addresses.PingProhibited}", Unreachable)
        {
            Says = Addresses.Router,
            Steps = [Step.Forward($"-p icmp -d {Addresses.PingProhibited} -j REJECT --reject-with icmp-admin-prohibited")],
        },
        new("icmp-no-host-behind-router", "the router's ARP fails", $"icmp://{Addresses.NobodyOnTargetsLink}", Unreachable) { Says = Addresses.Router },
        new("icmp-no-way-at-router", "the router has no route", $"icmp://{Addresses.UnknownToRouterPing}", Unreachable)
        {
            Says = Addresses.Router,
            Steps = [Step.FromSource(Addresses.UnknownToRouterPing, Addresses.ProberForPing)],
        },
        new("icmp-no-way-at-router-six", "the router has no route", $"icmp://[{Addresses.UnknownToRouterSix}]", Unreachable) { Says = Addresses.RouterSix },
        new("icmp-loop", "router and target send to each other", $"icmp://{Addresses.Loop}", Unreachable) { Says = Addresses.Target },
        new("icmp-prober-no-route", "no route", $"icmp://{Addresses.NoRoute}", "ProberNoRoute"),
        new("icmp-prober-gateway-gone", "the prober's gateway does not answer ARP", $"icmp://{Addresses.DeadGateway}", "ProberNoRoute"),
        new("icmp-not-permitted", "ping_group_range is closed, for root too", $"icmp://{Addresses.Target}", "IcmpUnavailable") { From = Node.Confined },
    ];
}
