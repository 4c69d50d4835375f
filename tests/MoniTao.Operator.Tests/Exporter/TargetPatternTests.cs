using MoniTao.Connectivity.Model;
using MoniTao.Operator.Exporter;
using MoniTao.Operator.Tests.Commands;

namespace MoniTao.Operator.Tests.Exporter;

public sealed class TargetPatternTests
{
    [Theory]
    [InlineData("https://*.example.com", "https://shop.example.com/any?x=y", true)]
    [InlineData("https://*.example.com", "https://a.b.EXAMPLE.com.", true)]
    [InlineData("https://*.example.com", "https://example.com", false)]
    [InlineData("https://*.example.com", "https://shop.example.com.evil.test", false)]
    [InlineData("https://*.example.com", "https://shop.example.com:8443", false)]
    [InlineData("https://*.example.com", "http://shop.example.com", false)]
    [InlineData("https://*.example.com:*", "https://shop.example.com:8443", true)]
    [InlineData("tcp://db.example.com:5432", "tcp://db.example.com:5432", true)]
    [InlineData("tcp://db.example.com:5432", "tcp://db.example.com:5433", false)]
    [InlineData("tcp://db.example.com", "tcp://db.example.com:5433", true)]
    [InlineData("tcp://[2001:db8::1]:443", "tcp://[2001:db8::1]:443", true)]
    [InlineData("icmp://*", "icmp://10.0.0.1", true)]
    [InlineData("*://10.0.0.1:*", "tls://10.0.0.1:993", true)]
    [InlineData("*://10.0.0.1:*", "tls://10.0.0.10:993", false)]
    public void Pattern_allows_what_it_says_and_nothing_else(string text, string target, bool allowed)
    {
        Assert.True(TargetPattern.TryParse(text, out var pattern, out var error), error);
        Assert.True(TargetParser.TryParse(target, out var parsed, out error), error);

        Assert.Equal(allowed, pattern.Allows(parsed));
    }

    [Theory]
    [InlineData("shop.example.com")]
    [InlineData("https://shop.example.com/path")]
    [InlineData("ftp://host")]
    [InlineData("https://")]
    [InlineData("tcp://host:0")]
    [InlineData("tcp://host:70000")]
    [InlineData("1://host")]
    public async Task Bad_pattern_is_refused_with_how_to_write_it(string text)
    {
        var (code, _, error) = await CommandLine.RunAsync("run", "-f", "x.yaml", "--probe-endpoint", "--probe-allow", text);

        Assert.Equal(2, code);
        Assert.Contains("--probe-allow 'https://*.example.com'", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_that_nobody_could_ask_is_a_mistake() =>
        Assert.Equal(2, (await CommandLine.RunAsync("run", "-f", "x.yaml", "--probe-endpoint", "--listen", "none")).Code);

    [Fact]
    public async Task Patterns_without_the_page_are_a_mistake() =>
        Assert.Equal(2, (await CommandLine.RunAsync("run", "-f", "x.yaml", "--probe-allow", "https://*")).Code);
}
