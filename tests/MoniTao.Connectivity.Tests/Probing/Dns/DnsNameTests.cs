using MoniTao.Connectivity.Probing.Dns;

namespace MoniTao.Connectivity.Tests.Probing.Dns;

public sealed class DnsNameTests
{
    private static readonly byte[] Header = new byte[DnsMessage.HeaderLength];
    private static readonly byte[] Shop = [.. Header, 4, .. "shop"u8, 3, .. "lab"u8, 0];

    [Theory]
    [InlineData("shop.lab.test")]
    [InlineData("_dmarc.xn--bcher-kva.example")]
    [InlineData("a\\046b.\\000\\255\\092\\032.lab")]
    [InlineData(".")]
    public void A_name_comes_back_as_it_was_written(string text)
    {
        var name = new byte[DnsName.MaximumLength];
        var length = DnsName.Write(text, name);

        Assert.Equal(text, DnsName.ToText(name.AsSpan(0, length)));
        Assert.Equal(text, Read([.. Header, .. name[..length]], DnsMessage.HeaderLength));
    }

    [Fact]
    public void The_dot_at_the_end_is_not_a_label() => Assert.Equal(5, DnsName.Write("lab.", new byte[DnsName.MaximumLength]));

    [Theory]
    [InlineData("a..b")]
    [InlineData(".a")]
    [InlineData("bücher.example")]
    [InlineData("a\\")]
    [InlineData("a\\04")]
    [InlineData("a\\256")]
    [InlineData("a\\x41")]
    public void What_is_no_name_is_not_written(string text) => Assert.Equal(0, DnsName.Write(text, new byte[DnsName.MaximumLength]));

    [Theory]
    [InlineData(63, 1, 65)]
    [InlineData(64, 1, 0)]
    [InlineData(1, 127, 255)]
    [InlineData(1, 128, 0)]
    [InlineData(63, 4, 0)] // 257 octets
    public void Labels_and_names_have_their_limits(int label, int labels, int length)
    {
        var text = string.Join('.', Enumerable.Repeat(new string('a', label), labels));
        Assert.Equal(length, DnsName.Write(text, new byte[DnsName.MaximumLength]));
    }

    [Fact]
    public void A_name_of_255_octets_is_written_and_read()
    {
        var text = string.Join('.', [.. Enumerable.Repeat(new string('a', 63), 3), new string('b', 61)]);
        var name = new byte[DnsName.MaximumLength];

        Assert.Equal(255, DnsName.Write(text, name));
        Assert.Equal(text, Read([.. Header, .. name], DnsMessage.HeaderLength));
        Assert.Equal(0, DnsName.Write(text + "b", new byte[DnsName.MaximumLength]));
        Assert.Null(Read([.. Header, .. name, 1, (byte)'c', 0xC0, 12], 267));
    }

    [Fact]
    public void A_pointer_leads_back_and_what_follows_it_is_read_next()
    {
        byte[] message = [.. Shop, 3, .. "www"u8, 0xC0, 12, 0xC0, 22, 0xFF];
        var at = 22;

        Assert.Equal("www.shop.lab", Read(message, ref at));
        Assert.Equal(28, at);
        Assert.Equal("www.shop.lab", Read(message, ref at)); // a pointer to a name that ends in one
        Assert.Equal(30, at);
    }

    [Theory]
    [InlineData(new byte[] { 0xC0, 22 })] // to itself
    [InlineData(new byte[] { 1, 97, 0xC0, 22 })] // into the name that it ends
    [InlineData(new byte[] { 0xC0, 24, 1, 97, 0 })] // ahead
    [InlineData(new byte[] { 0xC0, 4 })] // into the header
    [InlineData(new byte[] { 0xC0 })]
    [InlineData(new byte[] { 0xFF, 0xFF })]
    [InlineData(new byte[] { 0x40, 97, 0 })] // the kinds of labels that nobody uses (RFC 6891, 5)
    [InlineData(new byte[] { 0x80, 97, 0 })]
    [InlineData(new byte[] { 5, 97, 0 })]
    [InlineData(new byte[] { 1, 97 })]
    [InlineData(new byte[0])]
    public void What_is_no_name_is_not_read(byte[] octets) => Assert.Null(Read([.. Shop, .. octets], Shop.Length));

    [Fact]
    public void A_staircase_of_pointers_is_not_followed_to_its_end()
    {
        byte[] stairs = [.. Shop, 0xC0, 12, .. Enumerable.Range(11, 500).SelectMany(i => (byte[])[(byte)(0xC0 | ((2 * i) >> 8)), (byte)(2 * i)])];

        Assert.Equal("shop.lab", Read(stairs, 22 + (2 * 100)));
        Assert.Null(Read(stairs, stairs.Length - 2));
    }

    [Theory]
    [InlineData("shop.lab", "SHOP.Lab", true)]
    [InlineData("shop.lab", "shop.lab.test", false)]
    [InlineData("a\\233", "A\\233", true)]
    [InlineData("a\\233", "a\\201", false)] // letters are those of ASCII
    [InlineData("a[", "a{", false)]
    public void Names_are_alike_in_upper_and_lower_case(string a, string b, bool same) => Assert.Equal(same, DnsName.Same(Wire(a), Wire(b)));

    private static byte[] Wire(string text)
    {
        var name = new byte[DnsName.MaximumLength];
        return name[..DnsName.Write(text, name)];
    }

    private static string? Read(byte[] message, int at) => Read(message, ref at);

    private static string? Read(byte[] message, ref int at)
    {
        var name = new byte[DnsName.MaximumLength];
        var length = DnsName.Read(message, ref at, name);
        return length == 0 ? null : DnsName.ToText(name.AsSpan(0, length));
    }
}
