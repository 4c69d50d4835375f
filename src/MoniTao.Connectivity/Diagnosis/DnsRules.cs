using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Probing.Dns;

namespace MoniTao.Connectivity.Diagnosis;

/// <summary>What resolvers together prove.</summary>
internal static class DnsRules
{
    public static Conclusion? OneIsBehind(DiagnosisFacts facts)
    {
        var (deciding, other) = Disagreement(facts);
        if (deciding is null || other is null)
            return null;
        var (mine, theirs) = (Serial(facts, deciding), Serial(facts, other));
        var serials = mine is { } m && theirs is { } t && m != t
            ? $": zone serial {m} against {t}, so {(m < t ? deciding.Resolver : other.Resolver)} is behind"
            : "";
        return new Conclusion(
            FaultDomain.Resolver,
            "One resolver does not have the name and another one does: a change is still spreading, or they serve different views",
            $"{deciding.Resolver} does not have the name and {other.Resolver} does{serials}. A change is still spreading, or the two serve different views of the zone",
            $"dig SOA {facts.Spec.Target.Host} @{Server(deciding)}");
    }

    public static Conclusion? OnlyOneResolverFails(DiagnosisFacts facts)
    {
        if (facts.Reason.Layer != Layer.Dns || facts.Resolvers.Count < 2 || facts.Resolvers[0].Addresses.Count > 0)
            return null;
        var first = facts.Resolvers[0];
        var works = facts.Resolvers.Skip(1).FirstOrDefault(r => r.Addresses.Count > 0);
        return works is null ? null : new Conclusion(
            FaultDomain.Resolver,
            "Only the first resolver fails: the name is in order, the resolver is not",
            $"{works.Resolver} answers and {first.Resolver} does not: the name is in order, the resolver {first.Resolver} is not",
            $"dig {facts.Spec.Target.Host} @{Server(first)}");
    }

    public static Conclusion? AllResolversAgree(DiagnosisFacts facts)
    {
        if (facts.Reason.Layer != Layer.Dns || facts.Resolvers.Count < 2 || facts.Reason.Fault != FaultDomain.Target)
            return null;
        var codes = facts.Resolvers.Select(r => r.Deciding is [var first, ..] ? first.Rcode : null).Distinct().ToList();
        return codes is [{ } code] && facts.Resolvers.All(r => r.Addresses.Count == 0)
            ? new Conclusion(FaultDomain.Target, "All resolvers agree: the fault is in the zone, not in a resolver", $"All {facts.Resolvers.Count} resolvers say {DnsClassifier.RcodeName(code)}: {facts.Reason.Meaning}", $"dig +trace {facts.Spec.Target.Host}")
            : null;
    }

    /// <summary>The deciding resolver says that there is nothing, another one has it: both answered, so neither is broken.</summary>
    private static (ResolverFacts? Deciding, ResolverFacts? Other) Disagreement(DiagnosisFacts facts)
    {
        if (facts.Resolvers.Count < 2 || facts.Resolvers[0].Addresses.Count > 0 || !facts.Resolvers[0].Deciding.Any(q => q is { Outcome: DnsOutcome.Answered, Rcode: 0 or 3 }))
            return (null, null);
        return (facts.Resolvers[0], facts.Resolvers.Skip(1).FirstOrDefault(r => r.Addresses.Count > 0));
    }

    private static uint? Serial(DiagnosisFacts facts, ResolverFacts resolver) =>
        facts.Serials.TryGetValue(resolver.Resolver.ToString(), out var serial) ? serial : null;

    private static string Server(ResolverFacts resolver) => resolver.Deciding is not [{ Server: var at }, ..] ? resolver.Resolver.ToString()
        : at.Port == ResolverAddress.DefaultPort ? $"{at.Address}" : $"{at.Address} -p {at.Port}";
}
