using MoniTao.Network.Tests.Lab;

namespace MoniTao.Network.Tests.Scenarios;

/// <summary>Nobody answers the SYN.</summary>
internal static class SilenceScenarios
{
    private const string TimedOut = "TcpTimedOut";

    public static IReadOnlyList<PathScenario> All { get; } =
    [
        new("tcp-dropped", "the router drops the SYN", $"tcp://{Addresses.Target}:2040", TimedOut)
        {
            Steps = [Step.Forward("-p tcp --dport 2040 -j DROP")],
        },
        new("tcp-dropped-six", "the router drops the SYN", $"tcp://[{Addresses.TargetSix}]:2040", TimedOut)
        {
            Steps = [Step.ForwardSix("-p tcp --dport 2040 -j DROP")],
        },
        new("tcp-answer-dropped", "the SYN arrives, the router drops the answer", $"tcp://{Addresses.Target}:{Servers.AnswerLost}", TimedOut)
        {
            Steps = [Step.Forward($"-p tcp --sport {Servers.AnswerLost} -j DROP")],
        },
        new("tcp-both-families-dropped", "the name has both families, the router drops both", "tcp://both.lab.test:2041", TimedOut)
        {
            Resolver = Addresses.NameServer,
            Steps = [Step.Forward("-p tcp --dport 2041 -j DROP"), Step.ForwardSix("-p tcp --dport 2041 -j DROP")],
        },
    ];
}
