using System.Net;
using System.Net.Sockets;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Probing.Tcp;

namespace MoniTao.Connectivity.Probing.Dns;

/// <summary>The first stage: from the host of a target to the addresses to connect to.</summary>
public sealed class DnsStage(Resolver resolver, SystemResolution system, TimeProvider time)
{
    /// <summary>Resolves the host. The first resolver of the options decides.</summary>
    public async Task<DnsFacts> RunAsync(Target target, DnsOptions options, Deadline deadline)
    {
        if (target.Address is { } literal)
            return Sift(new DnsFacts { Name = target.Host, Source = DnsSource.Literal }, [literal], options with { ExpectedAddresses = [], RecordType = AddressRecordType.Any });
        if (options.Resolvers[0].Server is null && system.Hosts.Find(target.Host) is { Count: > 0 } known)
            return Sift(new DnsFacts { Name = target.Host, Source = DnsSource.Hosts }, known, options);

        var start = time.GetTimestamp();
        var facts = await resolver.ResolveAsync(target.Host, options.Resolvers[0], options.RecordType, deadline).ConfigureAwait(false);
        var dns = new DnsFacts { Name = target.Host, Source = DnsSource.Server, Deciding = facts, Elapsed = time.GetElapsedTime(start) };
        return Sift(dns, facts.Addresses, options);
    }

    /// <summary>Asks the other resolvers, all at once; meant to run beside the later stages.</summary>
    public async Task<IReadOnlyList<ResolverFacts>> CompareAsync(Target target, DnsOptions options, Deadline deadline)
    {
        if (!Compares(target, options))
            return [];
        var others = options.Resolvers.Skip(1).Select(r => resolver.ResolveAsync(target.Host, r, options.RecordType, deadline));
        return await Task.WhenAll(others).ConfigureAwait(false);
    }

    /// <summary>Whether there is anything to compare: an address has no name, and one resolver no other.</summary>
    public static bool Compares(Target target, DnsOptions options) => target.Address is null && options.Resolvers.Count > 1;

    private static DnsFacts Sift(DnsFacts facts, IReadOnlyList<IPAddress> given, DnsOptions options)
    {
        var bogus = given.Where(a => !AddressSanity.IsConnectable(a)).ToList();
        var unexpected = options.ExpectedAddresses.Count == 0 ? [] : given.Where(a => !options.ExpectedAddresses.Contains(a)).ToList();
        return facts with
        {
            Bogus = bogus,
            Unexpected = unexpected,
            Addresses = unexpected.Count > 0 ? [] : Order([.. given.Except(bogus)], options.RecordType),
        };
    }

    /// <summary>Alternates the families, IPv6 first (RFC 8305, 4), so that one broken family does not use up the time.</summary>
    private static List<IPAddress> Order(IReadOnlyList<IPAddress> addresses, AddressRecordType type)
    {
        var six = addresses.Where(a => a.AddressFamily == AddressFamily.InterNetworkV6 && type != AddressRecordType.A).ToList();
        var four = addresses.Where(a => a.AddressFamily == AddressFamily.InterNetwork && type != AddressRecordType.AAAA).ToList();
        var ordered = new List<IPAddress>(six.Count + four.Count);
        for (var i = 0; i < Math.Max(six.Count, four.Count); i++)
        {
            if (i < six.Count)
                ordered.Add(six[i]);
            if (i < four.Count)
                ordered.Add(four[i]);
        }

        return ordered;
    }
}
