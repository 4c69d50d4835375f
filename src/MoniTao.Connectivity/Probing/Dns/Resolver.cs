using System.Net;
using System.Net.Sockets;
using MoniTao.Connectivity.Model;

namespace MoniTao.Connectivity.Probing.Dns;

/// <summary>Asks one entry of <c>dns.resolvers</c>: its servers in order, the names of the search list in order.</summary>
public sealed class Resolver(DnsQuerier querier, SystemResolution system, TimeProvider time)
{
    /// <summary>How long one server is waited for: the default of resolv.conf(5).</summary>
    private static readonly TimeSpan ServerLimit = TimeSpan.FromSeconds(5);

    /// <summary>Resolves a name through one entry; the outcome of each query is in the facts.</summary>
    public Task<ResolverFacts> ResolveAsync(string name, ResolverAddress resolver, AddressRecordType type, Deadline deadline) =>
        ResolveAsync(name, resolver.Server is null ? system.ResolvConf : new ResolvConf { Servers = [resolver.Server] }, resolver, type, deadline);

    /// <summary>Resolves by these settings; resolv.conf itself can name no port.</summary>
    internal async Task<ResolverFacts> ResolveAsync(string name, ResolvConf conf, ResolverAddress resolver, AddressRecordType type, Deadline deadline)
    {
        var start = time.GetTimestamp();
        var all = new List<DnsQueryFacts>();
        var deciding = new List<DnsQueryFacts>();
        foreach (var candidate in conf.Candidates(name))
        {
            var answers = await AskServersAsync(candidate, conf.Servers, type, deadline, all).ConfigureAwait(false);
            var ends = HasAddresses(answers) || !answers.TrueForAll(GoesOn);
            var telling = !ServerFailed(deciding) && (ServerFailed(answers) || candidate == name.TrimEnd('.'));
            if (ends || telling || deciding.Count == 0)
                deciding = answers;
            if (ends)
                break;
        }

        return new ResolverFacts { Resolver = resolver, Queries = all, Deciding = deciding, Elapsed = time.GetElapsedTime(start) };
    }

    private async Task<List<DnsQueryFacts>> AskServersAsync(
        string name, IReadOnlyList<IPEndPoint> servers, AddressRecordType type, Deadline deadline, List<DnsQueryFacts> all)
    {
        var answers = new List<DnsQueryFacts>();
        for (var i = 0; i < servers.Count; i++)
        {
            // a server that stays silent must leave time for the next one, and for the layers after DNS
            using var limit = deadline.Within(Min(ServerLimit, deadline.Remaining * 0.8 / (servers.Count - i)));
            answers = [.. await Task.WhenAll(Families(type).Select(f => querier.QueryAsync(name, f, servers[i], limit))).ConfigureAwait(false)];
            all.AddRange(answers);
            if (!answers.TrueForAll(AsksNextServer) || deadline.Token.IsCancellationRequested)
                break;
        }

        return answers;
    }

    private static AddressFamily[] Families(AddressRecordType type) => type switch
    {
        AddressRecordType.A => [AddressFamily.InterNetwork],
        AddressRecordType.AAAA => [AddressFamily.InterNetworkV6],
        _ => [AddressFamily.InterNetworkV6, AddressFamily.InterNetwork],
    };

    private static bool HasAddresses(List<DnsQueryFacts> answers) => answers.Exists(a => a.Addresses.Count > 0);

    /// <summary>A name of the search list that a server failed on may exist: without addresses from another name, it decides.</summary>
    private static bool ServerFailed(List<DnsQueryFacts> answers) => answers.Exists(a => a is { Outcome: DnsOutcome.Answered, Rcode: 2 });

    /// <summary>
    /// The search list goes on after "no such name" and "no such record", as in resolv.conf(5), and after SERVFAIL, as the
    /// clients on the machine do: a broken search domain must not make a name fail that they reach.
    /// </summary>
    private static bool GoesOn(DnsQueryFacts f) => f is { Outcome: DnsOutcome.Answered, Rcode: 0 or 2 or 3, Referral: false, AliasLoop: false };

    /// <summary>The next server is asked after silence or trouble of the server, never after its answer "no such name".</summary>
    private static bool AsksNextServer(DnsQueryFacts f) =>
        f.Outcome is not (DnsOutcome.Answered or DnsOutcome.Cancelled) && !DnsOutcomes.IsProbers(f.Outcome) || f.Rcode is 2 or 4 or 5;

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
