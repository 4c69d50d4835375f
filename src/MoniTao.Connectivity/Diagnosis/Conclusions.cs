using MoniTao.Connectivity.Classification;

namespace MoniTao.Connectivity.Diagnosis;

/// <summary>
/// The rules, from the most telling combination of evidence to the least. The first that applies concludes; when none does, the
/// reason itself does, so there is always a conclusion, also when evidence is missing.
/// </summary>
internal static class Conclusions
{
    private static readonly Func<DiagnosisFacts, Conclusion?>[] Rules =
    [
        DnsRules.OneIsBehind,
        DnsRules.OnlyOneResolverFails,
        DnsRules.AllResolversAgree,
        TcpRules.SomeAddressesWork,
        TcpRules.Recovered,
        TcpRules.NothingListens,
        TcpRules.Rejected,
        TcpRules.Overloaded,
        TcpRules.PortFiltered,
        TcpRules.PathBreaks,
        TcpRules.HostDown,
        UpperRules.SpeaksSomethingElse,
        UpperRules.OldVersionsOnly,
        UpperRules.Certificate,
    ];

    public static Conclusion Of(DiagnosisFacts facts)
    {
        var conclusion = Rules.Select(rule => rule(facts)).FirstOrDefault(c => c is not null)
            ?? OfReason(facts.Reason);
        return conclusion.Command.Length > 0 ? conclusion : conclusion with { Command = NextCommand.Of(facts) };
    }

    private static Conclusion OfReason(Reason reason)
    {
        var meaning = $"{char.ToUpperInvariant(reason.Meaning[0])}{reason.Meaning[1..]}";
        return new Conclusion(reason.Fault, meaning, meaning);
    }
}
