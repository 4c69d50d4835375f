using MoniTao.Connectivity.Model;

namespace MoniTao.Connectivity.Tests.Model;

public sealed class SmallModelTests
{
    [Theory]
    [InlineData("200", 200, 200, "200")]
    [InlineData("200-299", 200, 299, "200-299")]
    [InlineData("100-599", 100, 599, "100-599")]
    [InlineData("404-404", 404, 404, "404")]
    public void A_status_range_is_inclusive(string text, int first, int last, string printed)
    {
        Assert.True(StatusRange.TryParse(text, out var range));
        Assert.Equal(printed, range.ToString());
        Assert.True(range.Contains(first) && range.Contains(last));
        Assert.False(range.Contains(first - 1) || range.Contains(last + 1));
    }

    [Theory]
    [InlineData("")]
    [InlineData("99")]
    [InlineData("600")]
    [InlineData("299-200")]
    [InlineData("200-")]
    [InlineData("-200")]
    [InlineData("200-299-300")]
    [InlineData("2xx")]
    [InlineData(" 200")]
    [InlineData("+200")]
    [InlineData("200\0")]
    public void A_malformed_status_range_is_refused(string text) => Assert.False(StatusRange.TryParse(text, out _));

    [Theory]
    [InlineData("system", "system")]
    [InlineData("1.1.1.1", "1.1.1.1")]
    [InlineData("8.8.8.8:53", "8.8.8.8")]
    [InlineData("8.8.8.8:5353", "8.8.8.8:5353")]
    [InlineData("2001:db8::1", "2001:db8::1")]
    [InlineData("[2001:db8::1]", "2001:db8::1")]
    [InlineData("[2001:db8::1]:53", "2001:db8::1")]
    [InlineData("[2001:db8::1]:5353", "[2001:db8::1]:5353")]
    public void A_resolver_is_read_with_its_port(string text, string printed)
    {
        Assert.True(ResolverAddress.TryParse(text, out var resolver, out var error), error);
        Assert.Equal(printed, resolver.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("System")]
    [InlineData("dns.example.com")]
    [InlineData("8.8")]
    [InlineData("8")]
    [InlineData("010.0.0.1")]
    [InlineData("8.8.8.8:0")]
    [InlineData("8.8.8.8:70000")]
    [InlineData("8.8.8.8:")]
    [InlineData("[2001:db8::1]:0")]
    [InlineData("https://1.1.1.1")]
    public void A_malformed_resolver_is_refused_by_its_name(string text)
    {
        Assert.False(ResolverAddress.TryParse(text, out _, out var error));
        Assert.Contains($"\"{text}\"", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_is_never_printed()
    {
        var options = new HttpOptions { Authorization = new Secret("Bearer hunter2") };

        Assert.DoesNotContain("hunter2", $"{options} {options.Authorization} {Make.Spec("http://a.example/") with { Http = options }}", StringComparison.Ordinal);
        Assert.Equal("Bearer hunter2", options.Authorization.Reveal());
    }

    [Theory]
    [InlineData("https://a.example/", "DNS TCP TLS HTTP")]
    [InlineData("http://a.example/", "DNS TCP HTTP")]
    [InlineData("tls://a.example:1", "DNS TCP TLS")]
    [InlineData("tcp://a.example:1", "DNS TCP")]
    [InlineData("icmp://a.example", "DNS ICMP")]
    [InlineData("dns://a.example", "DNS")]
    public void A_scheme_names_its_layers(string target, string layers) =>
        Assert.Equal(layers, string.Join(' ', LayerNames.LayersOf(Make.Target(target)).Select(l => l.Name())));
}
