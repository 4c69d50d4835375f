using MoniTao.Network.Tests.Lab;

namespace MoniTao.Network.Tests.Scenarios;

/// <summary>Somebody answers "no". What they answer with, and who, makes the difference.</summary>
internal static class RejectScenarios
{
    private const string Refused = "TcpRefused";
    private const string Rejected = "TcpRejected";
    private const string Prohibited = "TcpAdministrativelyProhibited";
    private const string Reset = "TcpReset";

    public static IReadOnlyList<PathScenario> All { get; } =
    [
        new("tcp-closed-port", "nothing listens", $"tcp://{Addresses.Target}:2001", Refused),
        new("tcp-closed-port-six", "nothing listens", $"tcp://[{Addresses.TargetSix}]:2001", Refused),
        ByRouter("tcp-rst-by-router", 2002, "tcp-reset", Refused) with { Says = "" }, // the same segment that a closed port sends
        ByRouter("tcp-port-unreachable-by-router", 2003, "icmp-port-unreachable", Rejected),
        ByRouter("tcp-protocol-unreachable-by-router", 2004, "icmp-proto-unreachable", Rejected),
        new("tcp-port-unreachable-by-target", "REJECT in the target's own firewall", $"tcp://{Addresses.Target}:2005", Rejected)
        {
            Says = Addresses.Target,
            Steps = [new Step(Node.Target, "iptables -w -A INPUT -p tcp --dport 2005 -j REJECT --reject-with icmp-port-unreachable")],
        },
        ByRouterSix("tcp-port-unreachable-by-router-six", 2006, "icmp6-port-unreachable", Rejected),
        ByRouter("tcp-code-9", 2009, "icmp-net-prohibited", Prohibited),
        ByRouter("tcp-code-10", 2010, "icmp-host-prohibited", Prohibited),
        ByRouter("tcp-code-13", 2013, "icmp-admin-prohibited", Prohibited),
        ByRouterSix("tcp-code-1-six", 2021, "icmp6-adm-prohibited", Prohibited),
        ByRouterSix("tcp-code-5-six", 2025, "icmp6-policy-fail", Prohibited),
        ByRouterSix("tcp-code-6-six", 2026, "icmp6-reject-route", Prohibited),
        ByRouter("tcp-host-unreachable-by-rule", 2031, "icmp-host-unreachable", "TcpHostUnreachable"),
        ByRouter("tcp-net-unreachable-by-rule", 2032, "icmp-net-unreachable", "TcpNetworkUnreachable"),
        ByRouterSix("tcp-host-unreachable-by-rule-six", 2033, "icmp6-addr-unreachable", "TcpHostUnreachable"),
        new("tcp-reset-by-server", "the server resets what it accepts", $"tcp://{Addresses.Target}:{Servers.Resets}", Reset),
        new("tcp-reset-by-router", "the router lets the SYN pass and resets after it", $"tcp://{Addresses.Target}:{Servers.ResetByRouter}", Reset)
        {
            Steps = [Step.Forward($"-p tcp --dport {Servers.ResetByRouter} ! --syn -j REJECT --reject-with tcp-reset")],
        },
    ];

    private static PathScenario ByRouter(string name, int port, string with, string reason) =>
        new(name, $"the router's firewall: REJECT with {with}", $"tcp://{Addresses.Target}:{port}", reason)
        {
            Says = Addresses.Router,
            Steps = [Step.Forward($"-p tcp --dport {port} -j REJECT --reject-with {with}")],
        };

    private static PathScenario ByRouterSix(string name, int port, string with, string reason) =>
        new(name, $"the router's firewall: REJECT with {with}", $"tcp://[{Addresses.TargetSix}]:{port}", reason)
        {
            Says = Addresses.RouterSix,
            Steps = [Step.ForwardSix($"-p tcp --dport {port} -j REJECT --reject-with {with}")],
        };
}
