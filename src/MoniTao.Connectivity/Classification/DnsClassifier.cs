using System.Net.Sockets;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Probing.Dns;

namespace MoniTao.Connectivity.Classification;

/// <summary>Facts of name resolution → reason.</summary>
internal static class DnsClassifier
{
    private const int ServFail = 2;
    private const int NxDomain = 3;
    private const int Refused = 5;

    public static Finding? Classify(DnsFacts facts)
    {
        if (facts.Unexpected.Count > 0)
            return new Finding(Reasons.DnsUnexpectedAnswer, $"{facts.Name} is {string.Join(", ", facts.Unexpected)}");
        if (facts.Addresses.Count > 0)
            return null;
        if (facts.Bogus.Count > 0)
            return Bogus(facts);
        if (facts.Deciding is not { Deciding.Count: > 0 } resolver)
            return new Finding(Reasons.DnsNoData, $"{facts.Name} has no address of the family asked for in the hosts file");

        // Our own trouble makes the other family's failure worthless; a family that merely has no record says less than one
        // that could not be asked
        var findings = resolver.Deciding.Select(q => (Query: q, Reason: Of(q))).ToList();
        var (query, reason) = findings.Find(f => f.Reason.Fault == FaultDomain.Prober) is { Reason: not null } ours ? ours
            : findings.Find(f => f.Reason != Reasons.DnsNoData) is { Reason: not null } telling ? telling
            : findings[0];
        return new Finding(reason, Detail(query, findings.Count))
        {
            Resolver = query.Server,
            Address = reason.Fault == FaultDomain.Prober ? query.Server.Address : null,
        };
    }

    private static Finding Bogus(DnsFacts facts) => facts.Source == DnsSource.Literal
        ? new Finding(Reasons.TcpAddressInvalid, facts.Name) { Address = facts.Bogus[0] }
        : new Finding(Reasons.DnsBogonAnswer, $"{facts.Name} is {string.Join(", ", facts.Bogus)}")
        {
            Resolver = facts.Deciding?.Deciding is [var first, ..] ? first.Server : null,
        };

    /// <summary>The reason that one query gives.</summary>
    internal static Reason Of(DnsQueryFacts query) => query.Outcome switch
    {
        DnsOutcome.Answered => OfAnswer(query),
        DnsOutcome.Silent => Reasons.DnsTimeout,
        DnsOutcome.ConnectionRefused => Reasons.DnsServerRefusedConnection,
        DnsOutcome.Unreachable => Reasons.DnsServerUnreachable,
        DnsOutcome.TruncatedWithoutTcp => Reasons.DnsTruncated,
        DnsOutcome.TransportFailed => Reasons.DnsTransportError,
        DnsOutcome.Mismatched => Reasons.DnsResponseMismatch,
        DnsOutcome.ProberOutOfPorts => Reasons.ProberPortsExhausted,
        DnsOutcome.ProberOutOfDescriptors => Reasons.ProberFileDescriptorsExhausted,
        DnsOutcome.ProberOutOfMemory => Reasons.ProberResourceExhausted,
        DnsOutcome.ProberWithoutRoute => Reasons.ProberNoRoute,
        DnsOutcome.ProberBlocked => Reasons.ProberFirewallBlocked,
        DnsOutcome.Cancelled => Reasons.ProbeCancelled,
        _ => Reasons.DnsMalformedResponse,
    };

    private static Reason OfAnswer(DnsQueryFacts query)
    {
        if (query.AliasLoop)
            return Reasons.DnsCnameLoop;

        // RFC 8914, 4: blocked, censored, filtered, prohibited
        if (query.Extended?.Code is >= 15 and <= 18)
            return Reasons.DnsBlocked;
        return query.Rcode switch
        {
            0 => query.Referral ? Reasons.DnsLameDelegation : Reasons.DnsNoData,
            NxDomain when query.Aliases.Count > 0 => Reasons.DnsCnameDangling,
            NxDomain => PublicSuffix.IsRegistry(query.SoaOwner, query.Name) ? Reasons.DnsDomainNotRegistered : Reasons.DnsNameNotFound,
            Refused => Reasons.DnsQueryRefused,
            ServFail => OfServerFailure(query.Extended?.Code),
            _ => Reasons.DnsServerFailure,
        };
    }

    private static Reason OfServerFailure(int? extended) => extended switch
    {
        >= 5 and <= 10 or 12 => Reasons.DnsSecFailed, // DNSSEC bogus … RRSIGs missing, NSEC missing
        22 or 23 => Reasons.DnsAuthorityUnreachable, // no reachable authority, network error
        _ => Reasons.DnsServerFailure,
    };

    private static string Detail(DnsQueryFacts query, int families)
    {
        var type = families > 1 ? "" : query.Family == AddressFamily.InterNetworkV6 ? " AAAA" : " A";
        var alias = query.Aliases.Count > 0 ? $" → {string.Join(" → ", query.Aliases.Take(4))}" : "";
        var code = query.Rcode is { } rcode ? $", {RcodeName(rcode)}" : "";
        var zone = query is { Rcode: NxDomain, SoaOwner: { } owner } ? $" from zone {owner}" : "";
        var extended = query.Extended is { } e ? $", extended error {e.Code}" : "";
        var mismatch = query.Mismatch is { } wrong ? $", {wrong}" : "";
        return $"{query.Name}{alias}{type} at {query.Server}{code}{zone}{extended}{mismatch}";
    }

    internal static string RcodeName(int rcode) => rcode switch
    {
        0 => "NOERROR",
        1 => "FORMERR",
        2 => "SERVFAIL",
        3 => "NXDOMAIN",
        4 => "NOTIMP",
        5 => "REFUSED",
        _ => $"rcode {rcode}",
    };
}
