using System.Net.Sockets;
using MoniTao.Connectivity.Probing.Dns;

namespace MoniTao.Connectivity.Tests.Probing.Dns;

public sealed class WireFormatTests
{
    [Fact]
    public void A_query_asks_one_question_for_the_family()
    {
        var query = DnsMessage.Query("a.example.", AddressFamily.InterNetworkV6);

        Assert.Equal([1, 0, 0, 1, 0, 0, 0, 0, 0, 0], query[2..12]);
        Assert.Equal([1, (byte)'a', 7, .. "example"u8, 0, 0, 28, 0, 1], query[12..]);
        Assert.Equal(1, DnsMessage.Query("a.example", AddressFamily.InterNetwork)[^3]);
    }

    [Fact]
    public void Identifiers_differ_from_query_to_query() =>
        Assert.True(Enumerable.Range(0, 50).Select(_ => BitConverter.ToUInt16(DnsMessage.Query("a", AddressFamily.InterNetwork))).Distinct().Count() > 40);

    [Fact]
    public void A_response_is_told_from_garbage_by_its_header()
    {
        byte[] response = [7, 8, 0x82, 0, 0, 1, 0, 0, 0, 0, 0, 0];

        Assert.True(DnsMessage.IsResponse(response));
        Assert.True(DnsMessage.IsTruncated(response));
        Assert.True(DnsMessage.SameId([7, 8, 9], response));
        Assert.False(DnsMessage.SameId([8, 7], response));
        Assert.False(DnsMessage.SameId([7, 8], [7]));
        Assert.False(DnsMessage.IsResponse(response.AsSpan(0, 11)));
        Assert.False(DnsMessage.IsResponse([7, 8, 0x02, 0, 0, 1, 0, 0, 0, 0, 0, 0]));
        Assert.False(DnsMessage.IsResponse([7, 8, 0x82, 0, 1, 0, 0, 0, 0, 0, 0, 0]));
    }

    [Theory]
    [InlineData(new byte[] { 0, 15, 0, 2, 0, 7 }, 7, "")]
    [InlineData(new byte[] { 0, 15, 0, 5, 0, 18, 104, 10, 105 }, 18, "hi")]
    [InlineData(new byte[] { 0, 10, 0, 1, 9, 0, 15, 0, 3, 0, 22, 65 }, 22, "A")]
    public void An_extended_error_is_found_among_the_options(byte[] options, int code, string text) =>
        Assert.Equal(new ExtendedDnsError(code, text), ExtendedDnsError.Parse(options));

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 0, 15, 0 })]
    [InlineData(new byte[] { 0, 15, 0, 2, 0 })]
    [InlineData(new byte[] { 0, 15, 0, 1, 0 })]
    [InlineData(new byte[] { 0, 15, 255, 255, 0, 7 })]
    [InlineData(new byte[] { 0, 10, 0, 200, 0, 15, 0, 2, 0, 7 })]
    public void Cut_options_hold_no_extended_error(byte[] options) => Assert.Null(ExtendedDnsError.Parse(options));

    [Fact]
    public void The_text_of_an_extended_error_is_bounded_and_printable()
    {
        byte[] text = [.. Enumerable.Range(0, 2000).Select(i => (byte)i)];
        var length = text.Length + 2;
        var error = ExtendedDnsError.Parse([0, 15, (byte)(length >> 8), (byte)length, 0, 1, .. text]);

        Assert.Equal(200, error!.Text.Length);
        Assert.DoesNotContain(error.Text, char.IsControl);
    }
}
