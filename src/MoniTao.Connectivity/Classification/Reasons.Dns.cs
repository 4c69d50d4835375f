using MoniTao.Connectivity.Model;

namespace MoniTao.Connectivity.Classification;

public static partial class Reasons
{
    /// <summary>The name does not exist.</summary>
    public static readonly Reason DnsNameNotFound = new(
        nameof(DnsNameNotFound), Layer.Dns, FaultDomain.Target, FailureConditions.DnsFailed,
        "the name does not exist",
        "Check the record in the zone that {resolver} asked: dig {host} @{resolver}",
        "dns.name_not_resolved", "NAME_NOT_RESOLVED", 6);

    /// <summary>The domain is not registered, or has expired.</summary>
    public static readonly Reason DnsDomainNotRegistered = new(
        nameof(DnsDomainNotRegistered), Layer.Dns, FaultDomain.Target, FailureConditions.DnsFailed,
        "the domain is not registered, or has expired",
        "Ask the registrar whether the domain is paid for and not on hold",
        "dns.name_not_resolved", "NAME_NOT_RESOLVED", 6);

    /// <summary>The name exists but has no address of the family asked for.</summary>
    public static readonly Reason DnsNoData = new(
        nameof(DnsNoData), Layer.Dns, FaultDomain.Target, FailureConditions.DnsFailed,
        "the name exists but has no address of the family asked for",
        "Add the missing A or AAAA record, or set dns.recordType to the other family",
        "dns.name_not_resolved", "NAME_NOT_RESOLVED", 6);

    /// <summary>The name is an alias of a name that does not exist.</summary>
    public static readonly Reason DnsCnameDangling = new(
        nameof(DnsCnameDangling), Layer.Dns, FaultDomain.Target, FailureConditions.DnsFailed,
        "the name is an alias of a name that does not exist",
        "Fix or remove the alias: whoever registers its target takes the name over",
        "dns.name_not_resolved", "NAME_NOT_RESOLVED", 6);

    /// <summary>The name is an alias that leads back to itself.</summary>
    public static readonly Reason DnsCnameLoop = new(
        nameof(DnsCnameLoop), Layer.Dns, FaultDomain.Target, FailureConditions.DnsFailed,
        "the name is an alias that leads back to itself",
        "Break the loop of CNAME records: dig +trace {host}",
        "dns.name_not_resolved", "NAME_NOT_RESOLVED", 6);

    /// <summary>The resolver failed to answer.</summary>
    public static readonly Reason DnsServerFailure = new(
        nameof(DnsServerFailure), Layer.Dns, FaultDomain.Resolver, FailureConditions.DnsFailed,
        "the resolver failed to answer",
        "Ask another resolver; if that one answers, look at the log of {resolver}",
        "dns.failed", "DNS_SERVER_FAILED", 6);

    /// <summary>The signatures of the zone do not validate.</summary>
    public static readonly Reason DnsSecFailed = new(
        nameof(DnsSecFailed), Layer.Dns, FaultDomain.Target, FailureConditions.DnsFailed,
        "the signatures of the zone do not validate",
        "Sign the zone again and check the DS record at the parent: delv {host}",
        "dns.failed", "DNS_SERVER_FAILED", 6);

    /// <summary>The name servers of the zone do not answer.</summary>
    public static readonly Reason DnsAuthorityUnreachable = new(
        nameof(DnsAuthorityUnreachable), Layer.Dns, FaultDomain.Target, FailureConditions.DnsFailed,
        "the name servers of the zone do not answer",
        "Start the name servers of the zone: dig +trace {host}",
        "dns.failed", "DNS_SERVER_FAILED", 6);

    /// <summary>The resolver refuses to answer us.</summary>
    public static readonly Reason DnsQueryRefused = new(
        nameof(DnsQueryRefused), Layer.Dns, FaultDomain.Resolver, FailureConditions.DnsFailed,
        "the resolver refuses to answer us",
        "Allow this client in the access list of {resolver}",
        "dns.failed", "DNS_SERVER_FAILED", 6);

    /// <summary>The resolver blocks this name by policy.</summary>
    public static readonly Reason DnsBlocked = new(
        nameof(DnsBlocked), Layer.Dns, FaultDomain.Resolver, FailureConditions.DnsFailed,
        "the resolver blocks this name by policy",
        "Ask the operator of {resolver} to lift the block, or use another resolver",
        "dns.failed", "NAME_NOT_RESOLVED", 6);

    /// <summary>The resolver does not answer.</summary>
    public static readonly Reason DnsTimeout = new(
        nameof(DnsTimeout), Layer.Dns, FaultDomain.Resolver, FailureConditions.DnsFailed | FailureConditions.TimedOut,
        "the resolver does not answer",
        "Check that UDP and TCP 53 to {resolver} are open and that it runs: dig {host} @{resolver}",
        "dns.unreachable", "DNS_TIMED_OUT", 6);

    /// <summary>Nothing listens for DNS on the resolver's address.</summary>
    public static readonly Reason DnsServerRefusedConnection = new(
        nameof(DnsServerRefusedConnection), Layer.Dns, FaultDomain.Resolver, FailureConditions.DnsFailed,
        "nothing listens for DNS on the resolver's address",
        "Start the DNS server on {resolver} (in a cluster: CoreDNS and the endpoints of its Service)",
        "dns.unreachable", "NAME_NOT_RESOLVED", 6);

    /// <summary>There is no way to the resolver.</summary>
    public static readonly Reason DnsServerUnreachable = new(
        nameof(DnsServerUnreachable), Layer.Dns, FaultDomain.Path, FailureConditions.DnsFailed,
        "there is no way to the resolver",
        "Check the route to {resolver}: ip route get {resolver}",
        "dns.unreachable", "NAME_NOT_RESOLVED", 6);

    /// <summary>The answer needs TCP, and TCP 53 is closed.</summary>
    public static readonly Reason DnsTruncated = new(
        nameof(DnsTruncated), Layer.Dns, FaultDomain.Resolver, FailureConditions.DnsFailed,
        "the answer needs TCP, and TCP 53 is closed",
        "Open TCP 53 to {resolver}: dig +tcp {host} @{resolver}",
        "dns.failed", "DNS_SERVER_REQUIRES_TCP", 6);

    /// <summary>The resolver breaks off the answer over TCP.</summary>
    public static readonly Reason DnsTransportError = new(
        nameof(DnsTransportError), Layer.Dns, FaultDomain.Resolver, FailureConditions.DnsFailed,
        "the resolver breaks off the answer over TCP",
        "Look for a middlebox on TCP 53: dig +tcp {host} @{resolver}",
        "dns.failed", "DNS_SERVER_REQUIRES_TCP", 6);

    /// <summary>What comes back is not a DNS answer.</summary>
    public static readonly Reason DnsMalformedResponse = new(
        nameof(DnsMalformedResponse), Layer.Dns, FaultDomain.Resolver, FailureConditions.DnsFailed,
        "what comes back is not a DNS answer",
        "See who answers in place of the resolver; compare with another one",
        "dns.failed", "DNS_MALFORMED_RESPONSE", 6);

    /// <summary>The answer does not belong to the question.</summary>
    public static readonly Reason DnsResponseMismatch = new(
        nameof(DnsResponseMismatch), Layer.Dns, FaultDomain.Path, FailureConditions.DnsFailed,
        "the answer does not belong to the question",
        "Suspect a middlebox, spoofing, or a server that answers from another address; compare with dig +tcp {host} @{resolver}",
        "dns.failed", "DNS_MALFORMED_RESPONSE", 6);

    /// <summary>The server only points to other servers.</summary>
    public static readonly Reason DnsLameDelegation = new(
        nameof(DnsLameDelegation), Layer.Dns, FaultDomain.Resolver, FailureConditions.DnsFailed,
        "the server only points to other servers",
        "Use a recursive resolver: {resolver} is not one, or is not configured for this zone",
        "dns.failed", "NAME_NOT_RESOLVED", 6);

    /// <summary>The name resolves to an address that nothing can have.</summary>
    public static readonly Reason DnsBogonAnswer = new(
        nameof(DnsBogonAnswer), Layer.Dns, FaultDomain.Resolver, FailureConditions.DnsFailed,
        "the name resolves to an address that nothing can have",
        "Suspect a sinkhole or a block list in {resolver}; compare with another resolver",
        "dns.name_not_resolved", "ADDRESS_INVALID", null);

    /// <summary>The name resolves to addresses that are not expected.</summary>
    public static readonly Reason DnsUnexpectedAnswer = new(
        nameof(DnsUnexpectedAnswer), Layer.Dns, FaultDomain.Target, FailureConditions.DnsFailed,
        "the name resolves to addresses that are not expected",
        "Compare dns.expectedAddresses with the zone; look for a hijacked record",
        "dns.address_changed", null, null);
}
