using MoniTao.Connectivity.Probing.Dns;

namespace MoniTao.Connectivity.Tests.Probing.Dns;

public sealed class DnsQueryWriterTests
{
    private readonly byte[] _buffer = [.. Enumerable.Repeat((byte)0xEE, DnsQueryWriter.MaximumLength)];

    [Theory]
    [InlineData(DnsType.A, 1)]
    [InlineData(DnsType.Aaaa, 28)]
    internal void A_question_is_what_resolver_libraries_send(DnsType type, byte number)
    {
        var length = DnsQueryWriter.Write("shop.lab.test", type, _buffer);

        // RD, one question, one OPT record for answers up to 1232 octets
        Assert.Equal(
            [1, 0, 0, 1, 0, 0, 0, 0, 0, 1, 4, .. "shop"u8, 3, .. "lab"u8, 4, .. "test"u8, 0, 0, number, 0, 1, 0, 0, 41, 4, 0xD0, 0, 0, 0, 0, 0, 0],
            _buffer[2..length]);
    }

    [Fact]
    public void No_question_foretells_the_id_of_the_next()
    {
        var ids = Enumerable.Range(0, 256).Select(_ =>
        {
            DnsQueryWriter.Write("a", DnsType.A, _buffer);
            return (_buffer[0], _buffer[1]);
        }).ToList();

        Assert.InRange(ids.Distinct().Count(), 128, 256); // of 65,536, by chance
        Assert.InRange(ids.Zip(ids.Skip(1), (a, b) => (b.Item1 << 8) + b.Item2 - (a.Item1 << 8) - a.Item2).Distinct().Count(), 128, 255); // nor do they count
    }

    [Fact]
    public void The_longest_name_has_a_place_and_what_is_no_name_is_not_asked_for()
    {
        var longest = string.Join('.', [.. Enumerable.Repeat(new string('a', 63), 3), new string('b', 61)]);

        Assert.Equal(DnsQueryWriter.MaximumLength, DnsQueryWriter.Write(longest, DnsType.A, _buffer));
        Assert.Equal(0, DnsQueryWriter.Write("a..b", DnsType.A, _buffer));
    }
}
