using MoniTao.Connectivity.Probing;
using MoniTao.Connectivity.Probing.Dns;

namespace MoniTao.Connectivity.Classification;

/// <summary>What is worth a word although the target can be reached.</summary>
internal static class Warnings
{
    public static string? CertificateExpiring(Observation seen)
    {
        if (seen.Tls?.Certificate is not { } certificate)
            return null;
        var left = certificate.NotAfter - seen.StartedAt;
        return left > TimeSpan.Zero && left < seen.Spec.Tls.ExpiryWarning
            ? $"The certificate ends on {certificate.NotAfter:yyyy-MM-dd HH:mm}Z"
            : null;
    }

    /// <summary>
    /// Resolvers disagree when one has the name and another says that it does not exist. Different address sets alone prove
    /// nothing: that is how geographic DNS works.
    /// </summary>
    public static string? DnsInconsistent(Observation seen)
    {
        if (seen.Dns is not { Deciding: { } deciding } dns)
            return null;
        var first = Answer(deciding);
        var differing = dns.Compared.Select(c => (c.Resolver, Answer: Answer(c))).Where(c => c.Answer is not null && c.Answer != first).ToList();
        return first is null || differing.Count == 0
            ? null
            : $"{deciding.Resolver} says {first}, {string.Join(", ", differing.Select(d => $"{d.Resolver} says {d.Answer}"))}";
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
