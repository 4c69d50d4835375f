using DnsClient;

namespace MoniTao.Connectivity.Probing.Dns;

/// <summary>
/// The settings under which DnsClient tells the truth. Its defaults (cache, three tries, next server after an error, TCP
/// fallback) are right for an application and hide NXDOMAIN behind a second server from a prober (taxonomy, DNS rules).
/// </summary>
internal static class DnsClientOptions
{
    /// <summary>RFC 9715 and DNS flag day 2020: the largest answer that crosses the Internet unfragmented.</summary>
    private const int UdpPayload = 1232;

    /// <summary>For the client as a whole; servers are given with each query.</summary>
    public static LookupClientOptions Client() => new([new NameServer(System.Net.IPAddress.Loopback)])
    {
        AutoResolveNameServers = false,
        UseCache = false,
        Retries = 0,
        ContinueOnDnsError = false,
        ContinueOnEmptyResponse = false,
        ThrowDnsErrors = false,
        UseTcpFallback = false,
        UseRandomNameServer = false,
        ExtendedDnsBufferSize = UdpPayload,
        EnableAuditTrail = false,
    };

    /// <summary>For one query.</summary>
    public static DnsQueryOptions Query(TimeSpan timeout, bool tcp) => new()
    {
        UseCache = false,
        Retries = 0,
        ContinueOnDnsError = false,
        ContinueOnEmptyResponse = false,
        ThrowDnsErrors = false,
        UseTcpFallback = false,
        UseRandomNameServer = false,
        ExtendedDnsBufferSize = UdpPayload,
        EnableAuditTrail = false,
        UseTcpOnly = tcp,
        Timeout = timeout,
    };
}
