using System.Collections.Concurrent;
using System.Net;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Probing;
using MoniTao.Connectivity.Probing.Dns;
using MoniTao.FaultLab.Dns;

namespace MoniTao.Connectivity.Tests.Support;

/// <summary>A scripted name server that remembers what it was asked, and resolvers that ask it.</summary>
internal sealed class NameServer : IAsyncDisposable
{
    private readonly ScriptedDnsServer _server;
    private readonly ConcurrentQueue<DnsQuery> _asked = new();

    public NameServer(Func<DnsQuery, int, DnsReply?> script) =>
        _server = ScriptedDnsServer.Start(query =>
        {
            _asked.Enqueue(query);
            return script(query, _asked.Count)?.ToBytes(query);
        });

    public IPEndPoint EndPoint => _server.EndPoint;

    /// <summary>The names asked for, in order.</summary>
    public IReadOnlyList<string> Names => [.. _asked.Select(q => q.Name)];

    public static NameServer Silent() => new((_, _) => null);

    public static NameServer Always(DnsReply reply) => new((_, _) => reply);

    public static NameServer Failing(DnsReplyCode code) => Always(new DnsReply { Code = code });

    /// <summary>Has this address for the names given, and NXDOMAIN for all others.</summary>
    public static NameServer Knowing(params string[] names) => new((query, _) => names.Contains(query.Name) ? Here(query) : NotFound);

    public static readonly DnsReply NotFound = new() { Code = DnsReplyCode.NameError, Authorities = [DnsRecord.Soa("lab.test")] };

    public static DnsReply Here(DnsQuery query) => query.Type == DnsRecordType.A
        ? new DnsReply { Answers = [DnsRecord.Address(query.Name, IPAddress.Loopback)] }
        : new DnsReply { Authorities = [DnsRecord.Soa("lab.test")] };

    /// <summary>Resolves through these servers as the machine's own, with the given search list.</summary>
    public static Task<ResolverFacts> ResolveAsync(string name, Deadline deadline, IReadOnlyList<NameServer> servers, string options = "")
    {
        var conf = ResolvConf.Parse(options) with { Servers = [.. servers.Select(s => s.EndPoint)] };
        var resolver = new Resolver(new DnsQuerier(TimeProvider.System), new SystemResolution(TimeProvider.System), TimeProvider.System);
        return resolver.ResolveAsync(name, conf, ResolverAddress.System, AddressRecordType.A, deadline);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
