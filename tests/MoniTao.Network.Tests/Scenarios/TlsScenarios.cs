using MoniTao.Network.Tests.Lab;

namespace MoniTao.Network.Tests.Scenarios;

/// <summary>The connection is made, and then the path or the server fails.</summary>
internal static class TlsScenarios
{
    private const string TimedOut = "TlsTimedOut";

    public static IReadOnlyList<PathScenario> All { get; } =
    [
        new("tls-server-hangs", "the server accepts and says nothing", $"tls://{Addresses.Target}:{Servers.Tcp}", TimedOut)
        {
            Phrase = "its application hangs",
        },
        new("tls-dropped-after-connect", "the router drops what follows the SYN and is longer than an ACK", $"tls://{Addresses.Target}:{Servers.TlsDropped}", TimedOut)
        {
            Needs = "xt_length",
            Phrase = "packets are dropped after the connection",
            Steps = [Step.Forward($"-p tcp --dport {Servers.TlsDropped} -m length --length 100: -j DROP")],
        },
        new("tls-mtu-black-hole", "a path of 1280 bytes, and the message that says so is dropped", $"tls://{Addresses.BlackHole}:{Servers.Tls}", TimedOut)
        {
            Phrase = "suspect the path MTU",
            Steps =
            [
                Step.FromSource(Addresses.BlackHole, Addresses.ProberNarrow),
                new Step(Node.Router, $"iptables -w -A OUTPUT -d {Addresses.BlackHole} -p icmp --icmp-type fragmentation-needed -j DROP"),
            ],
        },
    ];
}
