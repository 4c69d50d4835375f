using System.Buffers.Binary;
using System.Net;

namespace MoniTao.Connectivity.Probing.Dns;

/// <summary>Turns a response into facts, walking the alias chain itself. Never throws, whatever the octets are.</summary>
internal static class DnsAnswerReader
{
    private const int MaximumAliases = 16;
    private const int MaximumAddresses = 64;

    /// <summary>Reads the response with the right id to <paramref name="query"/>, which asks for <paramref name="asked"/>.</summary>
    public static DnsQueryFacts Read(ReadOnlySpan<byte> query, ReadOnlySpan<byte> response, DnsQueryFacts asked)
    {
        if (!DnsMessage.IsResponse(response))
            return asked with { Outcome = DnsOutcome.Malformed };
        if (!DnsMessage.SameQuestion(query, response))
            return asked with { Outcome = DnsOutcome.Mismatched, Mismatch = new DnsMismatch(DnsMismatchKind.Question, asked.Server) };
        var survey = DnsSurvey.Of(response);
        if (survey.IsBroken)
            return asked with { Outcome = DnsOutcome.Malformed };

        var question = DnsMessage.Question(query);
        Span<byte> name = stackalloc byte[DnsName.MaximumLength];
        question[..^4].CopyTo(name);
        var length = question.Length - 4;
        List<string>? aliases = survey.HasAliases ? [] : null;
        var loop = aliases is not null && Walk(response, asked.Name, aliases, name, ref length);
        return asked with
        {
            Outcome = DnsOutcome.Answered,
            Rcode = response[3] & 0x0F,
            Extended = survey.Extended,
            Addresses = survey.HasAnswers ? Addresses(response, name[..length], (DnsType)BinaryPrimitives.ReadUInt16BigEndian(question[^4..])) : [],
            Aliases = aliases ?? (IReadOnlyList<string>)[],
            AliasLoop = loop,
            TimeToLive = survey.TimeToLive,
            SoaOwner = survey.SoaOwner,
            SoaSerial = survey.SoaSerial,
            Referral = survey is { HasAnswers: false, SoaOwner: null, HasNameServers: true },
        };
    }

    /// <summary>Follows the aliases; <paramref name="end"/> and <paramref name="length"/> are the name asked for, and then the last one.</summary>
    /// <returns>True for a chain that leads back or has no end.</returns>
    private static bool Walk(ReadOnlySpan<byte> response, string name, List<string> aliases, Span<byte> end, ref int length)
    {
        while (Alias(response, end, length) is > 0 and var next)
        {
            length = next;
            var alias = DnsName.ToText(end[..length]);
            var seen = alias.Equals(name, StringComparison.OrdinalIgnoreCase) || aliases.Contains(alias, StringComparer.OrdinalIgnoreCase);
            aliases.Add(alias);
            if (seen || aliases.Count == MaximumAliases)
                return true;
        }

        return false;
    }

    /// <summary>Puts what a name is an alias of in its place.</summary>
    /// <returns>The length; 0 when the name is no alias.</returns>
    private static int Alias(ReadOnlySpan<byte> response, Span<byte> name, int length)
    {
        var records = new DnsRecordReader(response);
        while (records.MoveNext() && records.Section == DnsSection.Answer)
        {
            if (records.Type != DnsType.Cname || !DnsName.Same(records.Owner, name[..length]))
                continue;
            records.Target.CopyTo(name);
            return records.Target.Length;
        }

        return 0;
    }

    private static List<IPAddress> Addresses(ReadOnlySpan<byte> response, ReadOnlySpan<byte> name, DnsType type)
    {
        var addresses = new List<IPAddress>(1);
        var records = new DnsRecordReader(response);
        while (addresses.Count < MaximumAddresses && records.MoveNext() && records.Section == DnsSection.Answer)
        {
            if (records.Type == type && DnsName.Same(records.Owner, name) && new IPAddress(records.Data) is var address && !addresses.Contains(address))
                addresses.Add(address);
        }

        return addresses;
    }
}
