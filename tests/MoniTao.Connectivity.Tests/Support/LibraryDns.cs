using System.Net;
using System.Net.Sockets;
using DnsClient;
using DnsClient.Protocol;
using DnsClient.Protocol.Options;
using MoniTao.Connectivity.Probing.Dns;

namespace MoniTao.Connectivity.Tests.Support;

/// <summary>The facts of an answer as DnsClient's parser has them: somebody else's reading of the same octets.</summary>
internal static class LibraryDns
{
    private static readonly LookupClient Client = new(new LookupClientOptions([new DnsClient.NameServer(IPAddress.Loopback)])
    {
        AutoResolveNameServers = false,
        UseCache = false,
        Retries = 0,
        ContinueOnDnsError = false,
        ContinueOnEmptyResponse = false,
        UseTcpFallback = false,
        Timeout = TimeSpan.FromSeconds(30),
    });

    public static async Task<DnsQueryFacts> AskAsync(string name, IPEndPoint server, CancellationToken cancellation)
    {
        var response = await Client.QueryServerAsync([new DnsClient.NameServer(server)], new DnsQuestion(name, QueryType.A), cancellationToken: cancellation);
        var (aliases, end, loop) = Walk(response, name);
        var soa = response.Authorities.OfType<SoaRecord>().FirstOrDefault();
        var options = response.Additionals.OfType<OptRecord>().FirstOrDefault()?.Data;
        return new DnsQueryFacts
        {
            Name = name,
            Family = AddressFamily.InterNetwork,
            Server = server,
            Outcome = DnsOutcome.Answered,
            Rcode = (int)response.Header.ResponseCode,
            Addresses = [.. response.Answers.OfType<ARecord>().Where(r => Same(r.DomainName, end)).Select(r => r.Address).Distinct().Take(64)],
            Aliases = aliases,
            AliasLoop = loop,
            TimeToLive = response.Answers.Count > 0 ? TimeSpan.FromSeconds(response.Answers.Min(r => Math.Max(0, r.InitialTimeToLive))) : null,
            SoaOwner = soa is null ? null : Plain(soa.DomainName),
            SoaSerial = soa?.Serial,
            Referral = soa is null && response.Answers.Count == 0 && response.Authorities.OfType<NsRecord>().Any(),
            Extended = options is { Length: > 0 } ? ExtendedDnsError.Parse(options) : null,
        };
    }

    private static (List<string> Aliases, string End, bool Loop) Walk(IDnsQueryResponse response, string name)
    {
        var aliases = new List<string>();
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { name };
        var end = name;
        while (aliases.Count < 16 && response.Answers.OfType<CNameRecord>().FirstOrDefault(r => Same(r.DomainName, end)) is { } alias)
        {
            aliases.Add(end = Plain(alias.CanonicalName));
            if (!seen.Add(end))
                return (aliases, end, true);
        }

        return (aliases, end, aliases.Count == 16);
    }

    private static bool Same(DnsString a, string b) => Plain(a).Equals(b, StringComparison.OrdinalIgnoreCase);

    private static string Plain(DnsString name) => name.Value is "." ? "." : name.Value.TrimEnd('.');
}
