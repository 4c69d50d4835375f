using MoniTao.Connectivity.Probing;
using MoniTao.Connectivity.Probing.Dns;

namespace MoniTao.Connectivity.Classification;

/// <summary>What is worth a word although the target can be reached.</summary>
internal static class Warnings
{
    public static string? CertificateExpiring(Observation seen)
    {
        if (seen.Tls?.Certificate is null && seen.RedirectedFrom.Count == 0)
            return null;

        // a redirect that can't be followed tomorrow is as bad as a target that ends tomorrow
        var (of, certificate) = seen.RedirectedFrom.Select(hop => ($" of {hop}", hop.Certificate)).Append(("", seen.Tls?.Certificate))
            .Where(c => c.Certificate?.NotAfter - seen.StartedAt is { } left && left > TimeSpan.Zero && left < seen.Spec.Tls.ExpiryWarning)
            .OrderBy(c => c.Certificate!.NotAfter)
            .FirstOrDefault();
        return certificate is null ? null : $"The certificate{of} ends on {certificate.NotAfter:yyyy-MM-dd HH:mm}Z";
    }

    /// <summary>
    /// Resolvers disagree when one has the name and another says that it does not exist. Different address sets alone prove
    /// nothing: that is how geographic DNS works.
    /// </summary>
    public static string? DnsInconsistent(Observation seen)
    {
        // only the name in the spec is asked of all resolvers
        var asked = seen.RedirectedFrom is [var first, ..] ? first.Dns : seen.Dns;
        if (asked is not { Deciding: { } deciding } dns)
            return null;
        var mine = Answer(deciding);
        var differing = dns.Compared.Select(c => (c.Resolver, Answer: Answer(c))).Where(c => c.Answer is not null && c.Answer != mine).ToList();
        return mine is null || differing.Count == 0
            ? null
            : $"{deciding.Resolver} says {mine}, {string.Join(", ", differing.Select(d => $"{d.Resolver} says {d.Answer}"))}";
    }

    private static string? Answer(ResolverFacts resolver)
    {
        if (resolver.Addresses.Count > 0)
            return "it exists";
        if (resolver.Deciding.Any(q => q is { Outcome: DnsOutcome.Answered, Rcode: 3 }))
            return "it does not exist";

        // one family without a record proves nothing while the other was not heard
        return resolver.Deciding.Count > 0 && resolver.Deciding.All(q => q is { Outcome: DnsOutcome.Answered, Rcode: 0 }) ? "it has no address" : null;
    }
}
