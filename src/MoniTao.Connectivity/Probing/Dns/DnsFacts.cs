using System.Net;

namespace MoniTao.Connectivity.Probing.Dns;

/// <summary>Name resolution as the probe saw it.</summary>
public sealed record DnsFacts
{
    /// <summary>The name of the target.</summary>
    public required string Name { get; init; }

    /// <summary>Where the addresses came from.</summary>
    public required DnsSource Source { get; init; }

    /// <summary>The addresses to connect to, in order: those given, less the ones that no host can have or that are not expected.</summary>
    public IReadOnlyList<IPAddress> Addresses { get; init; } = [];

    /// <summary>Addresses given that no host can have.</summary>
    public IReadOnlyList<IPAddress> Bogus { get; init; } = [];

    /// <summary>Addresses given that are not among <c>dns.expectedAddresses</c>; when there are any, nothing is connected to.</summary>
    public IReadOnlyList<IPAddress> Unexpected { get; init; } = [];

    /// <summary>The resolver that decides; null for a literal or a hosts file entry.</summary>
    public ResolverFacts? Deciding { get; init; }

    /// <summary>The resolvers that are compared with it.</summary>
    public IReadOnlyList<ResolverFacts> Compared { get; init; } = [];

    /// <summary>The time until the addresses were known.</summary>
    public TimeSpan Elapsed { get; init; }
}
