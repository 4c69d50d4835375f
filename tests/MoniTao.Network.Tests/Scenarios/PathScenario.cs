using MoniTao.Network.Tests.Lab;

namespace MoniTao.Network.Tests.Scenarios;

/// <summary>A line of the catalog: how a fault is made, what is probed, and what must come out.</summary>
/// <param name="Name">Kebab case, unique.</param>
/// <param name="Made">How the fault is made, for people.</param>
/// <param name="Target">What is probed.</param>
/// <param name="Reason">The reason that must be reported; <see cref="Up"/> when the target must be reachable.</param>
internal sealed record PathScenario(string Name, string Made, string Target, string Reason)
{
    /// <summary>What a verdict says of a target that is reachable.</summary>
    public const string Up = "Reachable";

    /// <summary>Where the probe starts.</summary>
    public Node From { get; init; } = Node.Prober;

    /// <summary>The DNS server to ask; null for targets that are addresses.</summary>
    public string? Resolver { get; init; }

    /// <summary>Who must be named as the sender of an ICMP error; empty when nobody may be.</summary>
    public string Says { get; init; } = "";

    /// <summary>A phrase due in the message or in the details of the layers.</summary>
    public string Phrase { get; init; } = "";

    /// <summary>What makes it, at each node.</summary>
    public IReadOnlyList<Step> Steps { get; init; } = [];

    /// <summary>What the kernel must have beyond root and namespaces; empty for nothing. Without it the set-up fails by name.</summary>
    public string Needs { get; init; } = "";

    public override string ToString() => Name;
}
