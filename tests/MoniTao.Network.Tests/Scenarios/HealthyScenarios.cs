using MoniTao.Network.Tests.Lab;

namespace MoniTao.Network.Tests.Scenarios;

/// <summary>What must not be called a failure.</summary>
internal static class HealthyScenarios
{
    public static IReadOnlyList<PathScenario> All { get; } =
    [
        new("tcp-healthy", "a server behind the router", $"tcp://{Addresses.Target}:{Servers.Tcp}", PathScenario.Up),
        new("tcp-healthy-six", "the same by IPv6", $"tcp://[{Addresses.TargetSix}]:{Servers.Tcp}", PathScenario.Up),
        new("tcp-healthy-confined", "the same from the second prober", $"tcp://{Addresses.Target}:{Servers.TcpToo}", PathScenario.Up) { From = Node.Confined },
        new("tls-healthy", "a TLS server behind the router", $"tls://{Addresses.Target}:{Servers.Tls}", PathScenario.Up),
        new("tls-small-mtu", "a path of 1280 bytes whose router says so", $"tls://{Addresses.SmallMtu}:{Servers.Tls}", PathScenario.Up)
        {
            Steps = [Step.FromSource(Addresses.SmallMtu, Addresses.ProberNarrowToo)],
        },
        new("tcp-first-syn-lost", "the router drops every other SYN", $"tcp://{Addresses.Target}:{Servers.SynLost}", PathScenario.Up)
        {
            Needs = "xt_statistic",
            Phrase = "SYN sent 2 times",
            Steps = [Step.Forward($"-p tcp --syn --dport {Servers.SynLost} -m statistic --mode nth --every 2 --packet 0 -j DROP")],
        },
        new("tcp-six-broken-four-works", "the name has both families, the router drops IPv6", $"tcp://both.lab.test:{Servers.OnlyFour}", PathScenario.Up)
        {
            Resolver = Addresses.NameServer,
            Phrase = Addresses.Target,
            Steps = [Step.ForwardSix($"-p tcp --dport {Servers.OnlyFour} -j DROP")],
        },
        new("tcp-six-rejected-four-works", "the same, and the router says so", $"tcp://both.lab.test:{Servers.OnlyFourSaid}", PathScenario.Up)
        {
            Resolver = Addresses.NameServer,
            Phrase = "1 other address failed",
            Steps = [Step.ForwardSix($"-p tcp --dport {Servers.OnlyFourSaid} -j REJECT --reject-with icmp6-adm-prohibited")],
        },
    ];
}
