using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Probing.Dns;
using MoniTao.Connectivity.Probing.Tcp;

namespace MoniTao.Connectivity.Diagnosis;

/// <summary>Facts → lines of evidence, in the order of the layers.</summary>
internal static class EvidenceLines
{
    public static IReadOnlyList<Evidence> Of(DiagnosisFacts facts) =>
    [
        .. facts.Resolvers.Select(r => OfResolver(facts, r)),
        .. OfPing(facts),
        .. facts.Addresses.Select(a => OfConnect("Address", a)),
        .. facts.Neighbour is { } neighbour ? [OfConnect("Port", neighbour)] : Array.Empty<Evidence>(),
        .. OfPath(facts),
        .. OfTls(facts),
        .. OfBytes(facts),
    ];

    private static Evidence OfResolver(DiagnosisFacts facts, ResolverFacts resolver)
    {
        var subject = resolver.Resolver.ToString();
        var serial = facts.Serials.TryGetValue(subject, out var number) ? $", zone serial {number}" : "";
        if (resolver.Addresses.Count > 0)
            return new Evidence("Resolver", subject, EvidenceResult.Passed, resolver.Elapsed, $"{string.Join(", ", resolver.Addresses.Take(4))}{serial}");
        var telling = resolver.Deciding.FirstOrDefault(q => DnsClassifier.Of(q) != Reasons.DnsNoData) ?? (resolver.Deciding is [var first, ..] ? first : null);
        var detail = telling is null ? "not asked" : telling.Rcode is { } rcode ? DnsClassifier.RcodeName(rcode) : telling.Mismatch?.ToString() ?? telling.Outcome.ToString();
        return new Evidence("Resolver", subject, EvidenceResult.Failed, resolver.Elapsed, detail + serial);
    }

    private static IEnumerable<Evidence> OfPing(DiagnosisFacts facts)
    {
        if (facts.Ping is not { } ping)
            yield break;
        yield return ping switch
        {
            { NotPermitted: true } => new Evidence("Ping", $"{ping.Remote}", EvidenceResult.Missing, null, "this process may not send ICMP (net.ipv4.ping_group_range)"),
            { Replied: true } => new Evidence("Ping", $"{ping.Remote}", EvidenceResult.Passed, ping.Elapsed, "replies"),
            _ => new Evidence("Ping", $"{ping.Remote}", EvidenceResult.Failed, ping.Elapsed, "no reply"),
        };
    }

    private static Evidence OfConnect(string check, ConnectFacts connect)
    {
        var subject = connect.Remote.ToString();
        if (connect.Connected)
            return new Evidence(check, subject, EvidenceResult.Passed, connect.Elapsed, connect.SynRetransmits > 0 ? "accepts, after the SYN was sent again" : "accepts");
        if (SocketErrors.OfAttempt(connect) is not { } reason)
            return new Evidence(check, subject, EvidenceResult.Missing, connect.Elapsed, "not finished");
        var offender = connect.Icmp?.Offender is { } sender ? $", says {sender}" : "";
        var result = reason.Fault == FaultDomain.Prober ? EvidenceResult.Missing : EvidenceResult.Failed;
        return new Evidence(check, subject, result, connect.Elapsed, reason.Name + offender);
    }

    private static IEnumerable<Evidence> OfPath(DiagnosisFacts facts)
    {
        foreach (var hop in facts.Path)
        {
            yield return hop.Address is { } address
                ? new Evidence("Path", $"hop {hop.TimeToLive}", hop.Refuses && !hop.Arrived ? EvidenceResult.Failed : EvidenceResult.Passed, hop.RoundTrip, hop.Arrived ? $"{address}, the target" : hop.Refuses ? $"{address} says that it goes no further" : $"{address}")
                : new Evidence("Path", $"hop {hop.TimeToLive}", EvidenceResult.Missing, null, "silent");
        }
    }

    private static IEnumerable<Evidence> OfTls(DiagnosisFacts facts)
    {
        foreach (var line in facts.Reason.Layer == Layer.Tls && facts.Certificate is { } certificate ? ChainLines.Of(certificate) : [])
            yield return line;

        if (facts.TlsVersions is { } versions)
            yield return new Evidence("TlsVersions", "accepted", versions.Count > 0 ? EvidenceResult.Passed : EvidenceResult.Failed, null, versions.Count > 0 ? string.Join(", ", versions) : "none");
    }

    private static IEnumerable<Evidence> OfBytes(DiagnosisFacts facts)
    {
        if (facts.FirstBytes is { } bytes)
            yield return new Evidence("FirstBytes", "plain", EvidenceResult.Passed, null, $"\"{bytes}\"");
    }
}
