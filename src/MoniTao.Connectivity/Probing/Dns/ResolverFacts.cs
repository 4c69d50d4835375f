using System.Net;
using MoniTao.Connectivity.Model;

namespace MoniTao.Connectivity.Probing.Dns;

/// <summary>What one entry of <c>dns.resolvers</c> says.</summary>
public sealed record ResolverFacts
{
    /// <summary>The entry.</summary>
    public required ResolverAddress Resolver { get; init; }

    /// <summary>Every query made for it, in order: all names of the search list, all servers.</summary>
    public required IReadOnlyList<DnsQueryFacts> Queries { get; init; }

    /// <summary>The queries for the name that decides: the one that gave addresses or ended the search by an error, else the name as written.</summary>
    public required IReadOnlyList<DnsQueryFacts> Deciding { get; init; }

    /// <summary>The time until this resolver's answer was known.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>All addresses, in the order in which they are tried.</summary>
    public IReadOnlyList<IPAddress> Addresses => [.. Deciding.SelectMany(q => q.Addresses)];
}
