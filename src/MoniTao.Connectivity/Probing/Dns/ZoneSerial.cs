using System.Net;
using DnsClient;
using DnsClient.Protocol;

namespace MoniTao.Connectivity.Probing.Dns;

/// <summary>
/// The serial of a zone as one server has it (RFC 1035, 3.3.13). A question of a diagnosis, asked once per outage: DnsClient
/// does it well, and its answer decides nothing. What decides is asked by <see cref="DnsQuerier"/>.
/// </summary>
internal sealed class ZoneSerial
{
    private readonly LookupClient _client = new(new LookupClientOptions([new NameServer(IPAddress.Loopback)])
    {
        AutoResolveNameServers = false,
        UseCache = false,
        ContinueOnDnsError = false,
        ContinueOnEmptyResponse = false,
        UseTcpFallback = false, // its connection outlives a cancellation
        Retries = 1,
        Timeout = TimeSpan.FromSeconds(1), // for the other servers there must be time too
    });

    /// <summary>Asks; null when the server does not say.</summary>
    public async Task<uint?> AskAsync(string zone, IPEndPoint server, Deadline deadline)
    {
        try
        {
            var response = await _client.QueryServerAsync([new NameServer(server)], new DnsQuestion(zone, QueryType.SOA), cancellationToken: deadline.Token).ConfigureAwait(false);
            return response.Answers.Concat(response.Authorities).OfType<SoaRecord>().FirstOrDefault()?.Serial;
        }
#pragma warning disable CA1031 // whatever the library throws, there is no serial
        catch (Exception)
#pragma warning restore CA1031
        {
            return null;
        }
    }
}
