using MoniTao.Connectivity.Probing.Dns;

namespace MoniTao.Connectivity.Tests.Probing.Dns;

public sealed class WireFormatTests
{
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
    [InlineData(new byte[] { 1, 97, 0, 0, 65, 0, 1, 192, 12 }, true)]
    [InlineData(new byte[] { 1, 65, 0, 0, 65, 0, 1 }, true)] // names are alike in upper and lower case
    [InlineData(new byte[] { 1, 97, 0, 0, 97, 0, 1 }, false)] // types are numbers
    [InlineData(new byte[] { 1, 97, 0, 0, 65, 0, 2 }, false)]
    [InlineData(new byte[] { 1, 98, 0, 0, 65, 0, 1 }, false)]
    [InlineData(new byte[] { 192, 12 }, false)]
    [InlineData(new byte[] { 1, 97, 0, 0 }, true)] // cut short, which the parser will say
    [InlineData(new byte[0], true)]
    public void An_answer_repeats_the_question(byte[] repeated, bool same)
    {
        byte[] query = [7, 8, 1, 0, 0, 1, 0, 0, 0, 0, 0, 1, 1, (byte)'a', 0, 0, 65, 0, 1, 0, 0, 41];
        byte[] response = [7, 8, 0x81, 0x80, 0, 1, 0, 0, 0, 0, 0, 0, .. repeated];

        Assert.Equal(same, DnsMessage.SameQuestion(query, response));
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(0, false)]
    public void Only_an_error_may_come_without_the_question(byte rcode, bool same) =>
        Assert.Equal(same, DnsMessage.SameQuestion([7, 8, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1], [7, 8, 0x81, rcode, 0, 0, 0, 0, 0, 0, 0, 0]));

    [Theory]
    [InlineData(0, new byte[0])]
    [InlineData(12, new byte[0])]
    [InlineData(12, new byte[] { 1, 97, 0, 0, 1, 0 })]
    [InlineData(12, new byte[] { 63, 97, 0, 0, 1, 0, 1 })]
    public void What_is_no_query_has_no_question(int header, byte[] rest) =>
        Assert.True(DnsMessage.Question([.. new byte[header], .. rest]).IsEmpty);

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
