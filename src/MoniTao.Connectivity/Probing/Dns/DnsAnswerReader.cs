using System.Net;
using System.Net.Sockets;
using DnsClient;
using DnsClient.Protocol;
using DnsClient.Protocol.Options;

namespace MoniTao.Connectivity.Probing.Dns;

/// <summary>Turns a response of the library into facts, walking the alias chain itself.</summary>
internal static class DnsAnswerReader
{
    private const int MaximumAliases = 16;

    public static DnsQueryFacts Read(IDnsQueryResponse response, DnsQueryFacts asked)
    {
        var facts = asked with
        {
            Outcome = AnswersTheQuestion(response, asked) ? DnsOutcome.Answered : DnsOutcome.Mismatched,
            Rcode = (int)response.Header.ResponseCode,
            Extended = Extended(response),
        };
        if (facts.Outcome != DnsOutcome.Answered)
            return facts with { Mismatch = new DnsMismatch(DnsMismatchKind.Question, asked.Server) };

        var (end, aliases, loop) = Walk(response, asked.Name);
        var addresses = response.Answers.OfType<AddressRecord>().Where(r => Same(r.DomainName, end) && r.Address.AddressFamily == asked.Family);
        var soa = response.Authorities.OfType<SoaRecord>().FirstOrDefault();
        return facts with
        {
            Addresses = [.. addresses.Select(r => r.Address).Distinct().Take(64)],
            Aliases = aliases,
            AliasLoop = loop,
            TimeToLive = response.Answers.Count > 0 ? TimeSpan.FromSeconds(response.Answers.Min(r => Math.Max(0, r.InitialTimeToLive))) : null, // RFC 2181, 8
            SoaOwner = soa is null ? null : Plain(soa.DomainName),
            SoaSerial = soa?.Serial,
            Referral = soa is null && response.Answers.Count == 0 && response.Authorities.OfType<NsRecord>().Any(),
        };
    }

    /// <summary>The library accepts any answer with the right id: the question must be the one that was asked (RFC 5452, 9.1).</summary>
    private static bool AnswersTheQuestion(IDnsQueryResponse response, DnsQueryFacts asked)
    {
        // SERVFAIL, FORMERR and NOTIMP may come without a question section
        if (response.Questions.Count == 0)
            return response.Header.ResponseCode != DnsHeaderResponseCode.NoError;
        var question = response.Questions[0];
        var type = asked.Family == AddressFamily.InterNetworkV6 ? QueryType.AAAA : QueryType.A;
        return Same(question.QueryName, asked.Name) && question.QuestionType == type;
    }

    private static (string End, IReadOnlyList<string> Aliases, bool Loop) Walk(IDnsQueryResponse response, string name)
    {
        var records = response.Answers.OfType<CNameRecord>().ToList();
        if (records.Count == 0)
            return (name, [], false);
        var aliases = new List<string>();
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { name };
        var end = name;
        while (aliases.Count < MaximumAliases && records.Find(r => Same(r.DomainName, end)) is { } record)
        {
            end = Plain(record.CanonicalName);
            aliases.Add(end);
            if (!seen.Add(end))
                return (end, aliases, true);
        }

        return (end, aliases, aliases.Count == MaximumAliases);
    }

    private static ExtendedDnsError? Extended(IDnsQueryResponse response) =>
        response.Additionals.OfType<OptRecord>().FirstOrDefault()?.Data is { Length: > 0 } data ? ExtendedDnsError.Parse(data) : null;

    private static bool Same(DnsString a, string b) => Plain(a).Equals(b.TrimEnd('.'), StringComparison.OrdinalIgnoreCase);

    private static string Plain(DnsString name) => name.Value is "." ? "." : name.Value.TrimEnd('.');
}
