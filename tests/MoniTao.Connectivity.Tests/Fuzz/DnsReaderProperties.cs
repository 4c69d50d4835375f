using System.Net;
using System.Net.Sockets;
using CsCheck;
using MoniTao.Connectivity.Probing.Dns;
using MoniTao.FaultLab.Dns;

namespace MoniTao.Connectivity.Tests.Fuzz;

/// <summary>Our reader of answers: beside DnsClient's on what servers say, and alone on what nobody should.</summary>
public sealed class DnsReaderProperties
{
    private const string Name = "shop.lab.test";

    /// <summary>None that is international: the library turns those into other letters, and we leave them as they are on the wire.</summary>
    private static readonly Gen<string> Names = Gen.OneOf(Name, "Shop.LAB.test", "a.lab.test", "A.lab.test", "b.a.lab.test", "cdn-1.example", "_x.1-2.example", "test");

    private static readonly Gen<DnsRecord> Records = Gen.Select(
        Names, Names, Gen.Int[0, 6], Gen.Byte.Array[16], Gen.OneOf(Gen.Const(30u), Gen.UInt),
        (owner, target, kind, octets, seconds) => (kind switch
        {
            0 or 1 => DnsRecord.Address(owner, new IPAddress(octets.AsSpan(0, 4))),
            2 => DnsRecord.Address(owner, new IPAddress(octets)),
            3 => DnsRecord.Cname(owner, target),
            4 => DnsRecord.Ns(owner, target),
            5 => DnsRecord.Soa(owner),
            _ => new DnsRecord(owner, (DnsRecordType)16, [15, .. octets.AsSpan(0, 15)]),
        }) with
        { Seconds = seconds });

    private static readonly Gen<(DnsReply Reply, bool Compressed)> Replies = Gen.Select(
        Gen.Enum<DnsReplyCode>(), Records.Array[0, 8], Records.Array[0, 3], Gen.OneOf<ushort?>(null, 7, 15, 22), Gen.String[Gen.Char[' ', '~'], 0, 40], Gen.Bool,
        (code, answers, authorities, error, text, compressed) =>
            (new DnsReply { Code = code, Answers = answers, Authorities = authorities, ExtendedError = error, ExtendedErrorText = text }, compressed));

    [Fact]
    public async Task What_a_server_says_is_what_the_library_reads_too()
    {
        byte[] query = [], answer = [];
        Func<DnsQuery, byte[]> script = null!;
        await using var server = ScriptedDnsServer.Start(asked =>
        {
            query = [(byte)(asked.Id >> 8), (byte)asked.Id, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, .. asked.Question.Span];
            return answer = script(asked);
        });

        await Property.HoldsAsync(Replies, async input =>
        {
            script = asked => input.Compressed ? CompressedReply.ToBytes(input.Reply, asked) : input.Reply.ToBytes(asked);
            var theirs = await LibraryDns.AskAsync(Name, server.EndPoint, TestContext.Current.CancellationToken);
            var ours = DnsAnswerReader.Read(query, answer, Asked(server.EndPoint));

            Assert.Equal(theirs.Addresses, ours.Addresses);
            Assert.Equal(theirs.Aliases, ours.Aliases);
            Assert.Equal(theirs, ours with { Addresses = theirs.Addresses, Aliases = theirs.Aliases });
        });
    }

    [Fact]
    public void Whatever_the_octets_are_they_are_read_within_bounds()
    {
        byte[] query = [7, 8, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, .. DnsAnswerProperties.Asked.Question.Span];
        var asked = Asked(new IPEndPoint(IPAddress.Loopback, 53));
        Property.Holds(Mutations.Of(DnsAnswerProperties.Answers), octets =>
        {
            DnsQueryFacts facts = null!;
            Assert.InRange(Property.Allocated(() => facts = DnsAnswerReader.Read(query, octets, asked)), 0, 64_000);
            Assert.Contains(facts.Outcome, (DnsOutcome[])[DnsOutcome.Answered, DnsOutcome.Malformed, DnsOutcome.Mismatched]);
            Assert.InRange(facts.Aliases.Count, 0, 16);
            Assert.InRange(facts.Addresses.Count, 0, 64);
            Assert.All([.. facts.Aliases, facts.SoaOwner ?? ""], name => Safe.Text(name, 1020));
        }, tries: 5000);
    }

    private static DnsQueryFacts Asked(IPEndPoint server) =>
        new() { Name = Name, Family = AddressFamily.InterNetwork, Server = server, Outcome = DnsOutcome.Silent };
}
