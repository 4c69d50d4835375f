using System.Net;
using System.Net.Sockets;
using MoniTao.Connectivity.Probing.Dns;

namespace MoniTao.Connectivity.Tests.Probing.Dns;

/// <summary>Octet by octet what a server can get wrong. What it can get right is compared with DnsClient in DnsReaderProperties.</summary>
public sealed class DnsAnswerReaderTests
{
    private static readonly byte[] Question = [1, (byte)'a', 0, 0, 1, 0, 1];
    private static readonly byte[] Query = [7, 8, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, .. Question];

    [Fact]
    public void An_address_is_read_whose_owner_points_to_the_question()
    {
        var facts = Read([0xC0, 12, 0, 1, 0, 1, 0, 0, 0, 30, 0, 4, 192, 0, 2, 7]);

        Assert.Equal(DnsOutcome.Answered, facts.Outcome);
        Assert.Equal("192.0.2.7", Assert.Single(facts.Addresses).ToString());
        Assert.Equal(TimeSpan.FromSeconds(30), facts.TimeToLive);
    }

    [Theory]
    [InlineData(new byte[] { 0xC0, 12, 0, 1, 0, 1, 0, 0, 0, 30, 0, 5, 192, 0, 2, 7, 9 })] // A of five octets
    [InlineData(new byte[] { 0xC0, 12, 0, 28, 0, 1, 0, 0, 0, 30, 0, 4, 192, 0, 2, 7 })] // AAAA of four
    [InlineData(new byte[] { 0xC0, 12, 0, 1, 0, 1, 0, 0, 0, 30, 0, 4, 192, 0, 2 })]
    [InlineData(new byte[] { 0xC0, 12, 0, 1, 0, 1, 0, 0, 0, 30, 0 })]
    [InlineData(new byte[] { 0xC0, 12, 0, 5, 0, 1, 0, 0, 0, 30, 0, 3, 1, 98, 0, 9 }, 2)] // the second record is missing
    [InlineData(new byte[] { 0xC0, 12, 0, 5, 0, 1, 0, 0, 0, 30, 0, 4, 1, 98, 0, 9 })] // a name shorter than its data
    [InlineData(new byte[] { 0xC0, 12, 0, 5, 0, 1, 0, 0, 0, 30, 0, 2, 1, 98, 0 })] // and longer
    [InlineData(new byte[] { 0xC0, 12, 0, 6, 0, 1, 0, 0, 0, 30, 0, 4, 1, 98, 0, 0 })] // SOA without its numbers
    [InlineData(new byte[] { 0xC0, 19, 0, 1, 0, 1, 0, 0, 0, 30, 0, 4, 192, 0, 2, 7 })] // its owner is itself
    public void A_record_that_cannot_be_read_spoils_the_answer(byte[] records, byte count = 1) =>
        Assert.Equal(DnsOutcome.Malformed, Read(records, count).Outcome);

    [Fact]
    public void Records_of_another_class_and_of_types_unknown_say_nothing()
    {
        var facts = Read([0xC0, 12, 0, 1, 0, 3, 0, 0, 0, 30, 0, 4, 192, 0, 2, 7, 0xC0, 12, 0xFF, 1, 0, 1, 0, 0, 0, 30, 0, 2, 0xC0, 0xC0], 2);

        Assert.Equal(DnsOutcome.Answered, facts.Outcome);
        Assert.Empty(facts.Addresses);
    }

    [Fact]
    public void A_question_sent_back_is_no_answer_to_it() =>
        Assert.Equal(DnsOutcome.Malformed, DnsAnswerReader.Read(Query, Query, Asked()).Outcome);

    [Fact]
    public void An_answer_to_another_question_is_not_read()
    {
        byte[] other = [7, 8, 0x81, 0x80, 0, 1, 0, 0, 0, 0, 0, 0, 1, (byte)'b', 0, 0, 1, 0, 1];
        var facts = DnsAnswerReader.Read(Query, other, Asked());

        Assert.Equal((DnsOutcome.Mismatched, DnsMismatchKind.Question), (facts.Outcome, facts.Mismatch!.Kind));
    }

    [Fact]
    public void The_largest_answer_full_of_pointers_is_done_with_in_bounded_memory()
    {
        byte[] record = [0xC0, 12, 0, 5, 0, 1, 0, 0, 0, 30, 0, 2, 0xC0, 12];
        var response = Response([.. Enumerable.Repeat(record, 4600).SelectMany(r => r)], 4600);
        DnsQueryFacts? facts = null;

        Assert.InRange(Property.Allocated(() => facts = DnsAnswerReader.Read(Query, response, Asked())), 0, 16_384);
        Assert.True(facts!.AliasLoop);
    }

    private static DnsQueryFacts Read(byte[] records, int count = 1) => DnsAnswerReader.Read(Query, Response(records, count), Asked());

    private static byte[] Response(byte[] records, int count) => [7, 8, 0x81, 0x80, 0, 1, (byte)(count >> 8), (byte)count, 0, 0, 0, 0, .. Question, .. records];

    private static DnsQueryFacts Asked() =>
        new() { Name = "a", Family = AddressFamily.InterNetwork, Server = new IPEndPoint(IPAddress.Loopback, 53), Outcome = DnsOutcome.Silent };
}
