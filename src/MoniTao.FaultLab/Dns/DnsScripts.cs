using System.Net;
using System.Net.Sockets;

namespace MoniTao.FaultLab.Dns;

/// <summary>Ways to answer a query.</summary>
internal static class DnsScripts
{
    private const string Zone = "lab.test";

    /// <summary>The same reply to every query.</summary>
    public static DnsScript Always(DnsReply reply) => reply.ToBytes;

    /// <summary>The error code, perhaps with an extended error that tells more.</summary>
    public static DnsScript Error(DnsReplyCode code, ushort? extendedError = null, string text = "") =>
        Always(new DnsReply { Code = code, ExtendedError = extendedError, ExtendedErrorText = text });

    /// <summary>NXDOMAIN from that zone.</summary>
    public static DnsScript NotFound(string zone = Zone) =>
        Always(new DnsReply { Code = DnsReplyCode.NameError, Authorities = [DnsRecord.Soa(zone)] });

    /// <summary>These addresses for the asked name, each family to its own query; none of the family is NODATA.</summary>
    public static DnsScript Addresses(params string[] addresses) => query => AddressReply(query, addresses).ToBytes(query);

    /// <summary>The reply of <paramref name="script"/> over TCP only; over UDP just the TC bit.</summary>
    public static DnsScript TruncatedOverUdp(DnsScript script) =>
        query => query.OverTcp ? script(query) : new DnsReply { IsTruncated = true }.ToBytes(query);

    /// <summary>An alias whose target does not exist.</summary>
    public static byte[] DanglingAlias(DnsQuery query) => new DnsReply
    {
        Code = DnsReplyCode.NameError,
        Answers = query.Name.StartsWith("gone.", StringComparison.Ordinal) ? [] : [DnsRecord.Cname(query.Name, "gone." + Zone)],
        Authorities = [DnsRecord.Soa(Zone)],
    }.ToBytes(query);

    /// <summary>Two aliases that name each other.</summary>
    public static byte[] AliasLoop(DnsQuery query)
    {
        var other = (query.Name.StartsWith("to.", StringComparison.Ordinal) ? "fro." : "to.") + Zone;
        return new DnsReply { Answers = [DnsRecord.Cname(query.Name, other), DnsRecord.Cname(other, query.Name)] }.ToBytes(query);
    }

    /// <summary>An alias together with the addresses of its target, as resolvers answer.</summary>
    public static byte[] Alias(DnsQuery query)
    {
        const string target = "origin." + Zone;
        var reply = AddressReply(query with { Name = target }, "127.0.0.1");
        return (reply with { Answers = [DnsRecord.Cname(query.Name, target), .. reply.Answers] }).ToBytes(query);
    }

    /// <summary>Sends the client on to another server instead of answering.</summary>
    public static byte[] Referral(DnsQuery query) =>
        new DnsReply { Authorities = [DnsRecord.Ns(Zone, "ns1.elsewhere.test"), DnsRecord.Ns(Zone, "ns2.elsewhere.test")] }.ToBytes(query);

    private static DnsReply AddressReply(DnsQuery query, params string[] addresses)
    {
        var family = query.Type == DnsRecordType.A ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6;
        var asksAddress = query.Type is DnsRecordType.A or DnsRecordType.Aaaa;
        var answers = addresses.Select(IPAddress.Parse)
            .Where(address => asksAddress && address.AddressFamily == family)
            .Select(address => DnsRecord.Address(query.Name, address))
            .ToList();
        return new DnsReply { Answers = answers, Authorities = answers.Count == 0 ? [DnsRecord.Soa(Zone)] : [] };
    }
}
