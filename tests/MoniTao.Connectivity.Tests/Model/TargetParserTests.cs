using MoniTao.Connectivity.Model;

namespace MoniTao.Connectivity.Tests.Model;

public sealed class TargetParserTests
{
    [Theory]
    [InlineData("https://shop.example.com/health", "https://shop.example.com/health", 443)]
    [InlineData("HTTPS://Shop.Example.COM", "https://shop.example.com", 443)]
    [InlineData("http://shop.example.com:8080/a?b=c#d", "http://shop.example.com:8080/a?b=c", 8080)]
    [InlineData("http://shop.example.com?x=1", "http://shop.example.com/?x=1", 80)]
    [InlineData("https://shop.example.com:443/", "https://shop.example.com", 443)]
    [InlineData("http://shop.example.com:443/", "http://shop.example.com:443", 443)]
    [InlineData("tls://mail.example.com:465", "tls://mail.example.com:465", 465)]
    [InlineData("tcp://db.example.com:65535/", "tcp://db.example.com:65535", 65535)]
    [InlineData("tcp://10.0.0.1:1", "tcp://10.0.0.1:1", 1)]
    [InlineData("tcp://10.0.0.1.:1", "tcp://10.0.0.1:1", 1)]
    [InlineData("tcp://[2001:DB8::1]:443", "tcp://[2001:db8::1]:443", 443)]
    [InlineData("https://[::1]/", "https://[::1]", 443)]
    [InlineData("icmp://10.0.0.1", "icmp://10.0.0.1", 0)]
    [InlineData("dns://example.com.", "dns://example.com.", 0)]
    [InlineData("dns://_sip.example.com", "dns://_sip.example.com", 0)]
    [InlineData("https://bücher.example/", "https://xn--bcher-kva.example", 443)]
    [InlineData("https://BÜCHER.example/", "https://xn--bcher-kva.example", 443)]
    [InlineData("https://例え。テスト/", "https://xn--r8jz45g.xn--zckzah", 443)]
    [InlineData("https://xn--bcher-kva.example/", "https://xn--bcher-kva.example", 443)]
    public void A_target_is_read_and_normalized(string text, string normalized, int port)
    {
        Assert.True(TargetParser.TryParse(text, out var target, out var error), error);
        Assert.Equal(normalized, target.ToString());
        Assert.Equal(port, target.Port);
        Assert.True(TargetParser.TryParse(target.ToString(), out var again, out _));
        Assert.Equal(target, again);
    }

    [Theory]
    [InlineData(null, "empty")]
    [InlineData("", "empty")]
    [InlineData("   ", "empty")]
    [InlineData("shop.example.com", "no scheme")]
    [InlineData("ftp://shop.example.com", "not supported")]
    [InlineData("0://shop.example.com", "not supported")]
    [InlineData("://shop.example.com", "not supported")]
    [InlineData("https,http://shop.example.com", "not supported")]
    [InlineData("tcp://shop.example.com", "needs a port")]
    [InlineData("tls://shop.example.com", "needs a port")]
    [InlineData("tcp://shop.example.com:", "not a number from 1 to 65535")]
    [InlineData("tcp://shop.example.com:0", "not a number from 1 to 65535")]
    [InlineData("tcp://shop.example.com:70000", "not a number from 1 to 65535")]
    [InlineData("tcp://shop.example.com:+80", "not a number from 1 to 65535")]
    [InlineData("tcp://shop.example.com:99999999999999999999", "not a number from 1 to 65535")]
    [InlineData("icmp://shop.example.com:7", "has no port")]
    [InlineData("dns://shop.example.com:53", "has no port")]
    [InlineData("tcp://shop.example.com:80/path", "has no path")]
    [InlineData("dns://shop.example.com/path", "has no path")]
    [InlineData("https:///path", "host is empty")]
    [InlineData("https://./", "host is empty")]
    [InlineData("https://a..b/", "empty label")]
    [InlineData("https://.a/", "empty label")]
    [InlineData("https://a../", "empty label")]
    [InlineData("https://-a.example/", "hyphen")]
    [InlineData("https://a-.example/", "hyphen")]
    [InlineData("https://bu\u0308cher.example/", "write the name in punycode")]
    [InlineData("https://üüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüü.example/", "not a valid international name")]
    [InlineData("https://a b.example/", "white space")]
    [InlineData("https://a.example/\r\nX: y", "white space")]
    [InlineData(" https://a.example/", "white space")]
    [InlineData("https://a%41.example/", "no host name has")]
    [InlineData("https://a\\b.example/", "no host name has")]
    [InlineData("https://user:secret@a.example/", "user information")]
    [InlineData("https://@a.example/", "user information")]
    [InlineData("tcp://2001:db8::1:443", "brackets")]
    [InlineData("icmp://::1", "brackets")]
    [InlineData("tcp://[2001:db8::1:443", "bracket")]
    [InlineData("tcp://[10.0.0.1]:443", "not an IPv6 address")]
    [InlineData("tcp://[]:443", "not an IPv6 address")]
    [InlineData("tcp://[[::1]:443]:443", "not an IPv6 address")]
    [InlineData("tcp://127.1:443", "neither a name nor an IPv4 address")]
    [InlineData("tcp://0177.0.0.1:443", "neither a name nor an IPv4 address")]
    [InlineData("tcp://256.0.0.1:443", "neither a name nor an IPv4 address")]
    [InlineData("tcp://0x7f000001:443", "neither a name nor an IPv4 address")]
    [InlineData("tcp://127.0.0.0x1:443", "neither a name nor an IPv4 address")]
    [InlineData("tcp://2130706433:443", "neither a name nor an IPv4 address")]
    public void What_can_not_be_probed_is_refused_with_the_reason(string? text, string reason)
    {
        Assert.False(TargetParser.TryParse(text, out var target, out var error));
        Assert.Null(target);
        Assert.Contains(reason, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Lengths_are_bounded()
    {
        var label = new string('a', 63);
        var longest = $"{label}.{label}.{label}.{new string('a', 61)}";

        Assert.True(TargetParser.TryParse($"https://{longest}/", out _, out _));
        Assert.False(TargetParser.TryParse($"https://{longest}a/", out _, out var tooLong));
        Assert.False(TargetParser.TryParse($"https://{label}a.example/", out _, out var label64));
        Assert.False(TargetParser.TryParse("https://a.example/" + new string('x', TargetParser.MaximumLength), out _, out var target));
        Assert.Contains("253", tooLong, StringComparison.Ordinal);
        Assert.Contains("63", label64, StringComparison.Ordinal);
        Assert.Contains("2048", target, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refusal_does_not_repeat_the_password()
    {
        Assert.False(TargetParser.TryParse("https://user:hunter2@a.example/", out _, out var error));
        Assert.DoesNotContain("hunter2", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tcp://10.0.0.1:1", true)]
    [InlineData("tcp://[::1]:1", true)]
    [InlineData("tcp://localhost:1", false)]
    [InlineData("tcp://0xcafe.example:1", false)]
    public void Only_a_literal_skips_the_name_servers(string text, bool literal) =>
        Assert.Equal(literal, Make.Target(text).Address is not null);
}
