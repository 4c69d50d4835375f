using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Model;
using static MoniTao.Connectivity.Classification.FailureConditions;

namespace MoniTao.Network.Tests.Cases;

/// <summary>What follows from a reason, written down here once more by hand from the taxonomy: the catalog is not its own witness.</summary>
internal sealed record Expectation(string State, Layer Layer, FaultDomain Fault, FailureConditions Conditions)
{
    private static readonly (Layer Layer, FaultDomain Fault, FailureConditions Conditions, string Reasons)[] Taxonomy =
    [
        (Layer.Dns, FaultDomain.Target, DnsFailed, "DnsNameNotFound DnsDomainNotRegistered DnsNoData DnsCnameDangling DnsCnameLoop"),
        (Layer.Dns, FaultDomain.Target, DnsFailed, "DnsSecFailed DnsAuthorityUnreachable DnsUnexpectedAnswer"),
        (Layer.Dns, FaultDomain.Resolver, DnsFailed, "DnsServerFailure DnsQueryRefused DnsBlocked DnsServerRefusedConnection DnsTruncated"),
        (Layer.Dns, FaultDomain.Resolver, DnsFailed, "DnsTransportError DnsMalformedResponse DnsLameDelegation DnsBogonAnswer"),
        (Layer.Dns, FaultDomain.Resolver, DnsFailed | TimedOut, "DnsTimeout"),
        (Layer.Dns, FaultDomain.Path, DnsFailed, "DnsServerUnreachable DnsResponseMismatch"),
        (Layer.Tcp, FaultDomain.Target, Refused, "TcpRefused"),
        (Layer.Tcp, FaultDomain.Path, Refused, "TcpRejected"),
        (Layer.Tcp, FaultDomain.Path, TimedOut, "TcpTimedOut"),
        (Layer.Tcp, FaultDomain.Target, FailureConditions.Reset, "TcpReset"),
        (Layer.Tcp, FaultDomain.Path, Unreachable, "TcpHostUnreachable TcpNetworkUnreachable TcpAdministrativelyProhibited TcpRoutingLoop"),
        (Layer.Tcp, FaultDomain.Target, Unreachable, "TcpAddressInvalid"),
        (Layer.Icmp, FaultDomain.Path, TimedOut, "IcmpTimedOut"),
        (Layer.Icmp, FaultDomain.Path, Unreachable, "IcmpUnreachable"),
        (Layer.Tls, FaultDomain.Target, TlsError | TimedOut, "TlsTimedOut"),
        (Layer.Tls, FaultDomain.Target, TlsError | FailureConditions.Reset, "TlsReset"),
        (Layer.Tls, FaultDomain.Target, TlsError, "TlsClosed TlsNotSpoken TlsProtocolError TlsVersionMismatch TlsHandshakeRejected"),
        (Layer.Tls, FaultDomain.Target, TlsError, "TlsUnrecognizedName TlsAlpnMismatch TlsClientCertRequired TlsCertExpired TlsCertNotYetValid"),
        (Layer.Tls, FaultDomain.Target, TlsError, "TlsCertNameMismatch TlsCertSelfSigned TlsCertUntrustedRoot TlsCertIncompleteChain"),
        (Layer.Tls, FaultDomain.Target, TlsError, "TlsCertRevoked TlsCertInvalid TlsCertWeak"),
        (Layer.Http, FaultDomain.Target, HttpError, "HttpClientError HttpServerError HttpUnexpectedStatus HttpEmptyResponse HttpTruncatedResponse"),
        (Layer.Http, FaultDomain.Target, HttpError, "HttpInvalidResponse HttpProtocolError HttpRedirectLoop HttpUnexpectedRedirect"),
        (Layer.Http, FaultDomain.Target, HttpError, "HttpResponseTooLarge HttpBodyMismatch"),
        (Layer.Http, FaultDomain.Target, HttpError | TimedOut, "HttpTimedOut HttpBodyStalled"),
        (Layer.Http, FaultDomain.Target, HttpError | FailureConditions.Reset, "HttpReset"),
        (Layer.Prober, FaultDomain.Prober, None, "ProberFileDescriptorsExhausted ProberPortsExhausted ProberResourceExhausted ProberNoRoute"),
        (Layer.Prober, FaultDomain.Prober, None, "ProberFirewallBlocked ProberAddressFamilyUnavailable ProberOverloaded ProbeCancelled"),
        (Layer.Prober, FaultDomain.Prober, None, "ProberTlsConfiguration ProberInternalError ProberSuspect IcmpUnavailable"),
    ];

    public static IReadOnlyDictionary<string, Expectation> Of { get; } = Taxonomy
        .SelectMany(row => row.Reasons.Split(' ').Select(name => (name, row)))
        .ToDictionary(
            pair => pair.name,
            pair => new Expectation(pair.row.Fault == FaultDomain.Prober ? "Unknown" : "Down", pair.row.Layer, pair.row.Fault, pair.row.Conditions),
            StringComparer.Ordinal);
}
