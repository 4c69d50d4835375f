using MoniTao.Network.Tests.Lab;

namespace MoniTao.Network.Tests.Scenarios;

/// <summary>One shell command at one node.</summary>
internal sealed record Step(Node On, string Command)
{
    /// <summary>Makes the prober send to an address from another one of its own.</summary>
    public static Step FromSource(string target, string source) => new(Node.Prober, $"ip route add {target}/32 via {Addresses.Router} src {source}");

    /// <summary>A rule of the router for what it forwards; the family follows the command.</summary>
    public static Step Forward(string rule) => new(Node.Router, $"iptables -w -A FORWARD {rule}");

    /// <summary>The same for IPv6.</summary>
    public static Step ForwardSix(string rule) => new(Node.Router, $"ip6tables -w -A FORWARD {rule}");
}
