using System.Text.Json;
using MoniTao.Connectivity.Classification;
using MoniTao.Operator.Runbooks;

namespace MoniTao.Operator.Tests.Commands;

public sealed class ExplainCommandTests
{
    [Fact]
    public async Task A_reason_is_explained_by_its_runbook()
    {
        var (code, output, error) = await CommandLine.RunAsync("explain", "TcpRefused");

        Assert.Equal((0, ""), (code, error));
        Assert.StartsWith("TcpRefused", output, StringComparison.Ordinal);
        Assert.Contains("Likely causes", output, StringComparison.Ordinal);
        Assert.Contains("    $ nc -vz", output, StringComparison.Ordinal);
        Assert.DoesNotContain("](", output, StringComparison.Ordinal);
        Assert.DoesNotContain("```", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tcprefused", "TcpRefused")]
    [InlineData("ERR_EMPTY_RESPONSE", "HttpEmptyResponse")]
    [InlineData("net::ERR_EMPTY_RESPONSE", "HttpEmptyResponse")]
    [InlineData("EMPTY_RESPONSE", "HttpEmptyResponse")]
    [InlineData("curl 52", "HttpEmptyResponse")]
    [InlineData("curl: (52) Empty reply from server", "HttpEmptyResponse")]
    [InlineData("curl exit code 52", "HttpEmptyResponse")]
    [InlineData("tcp.closed", "TlsClosed")]
    [InlineData("NEL dns.address_changed", "DnsUnexpectedAnswer")]
    [InlineData("SEC_ERROR_EXPIRED_CERTIFICATE", "TlsCertExpired")]
    [InlineData("alert 112", "TlsUnrecognizedName")]
    [InlineData("ETIMEDOUT", "TcpTimedOut")]
    [InlineData("errno 110", "TcpTimedOut")]
    [InlineData("503", "HttpServerError")]
    [InlineData("HTTP 404", "HttpClientError")]
    [InlineData("clientHold", "DnsDomainNotRegistered")]
    public async Task A_name_from_elsewhere_leads_to_the_page(string name, string reason)
    {
        var (code, output, _) = await CommandLine.RunAsync(["explain", .. name.Split(' ')]);

        Assert.Equal(0, code);
        Assert.StartsWith(reason + Environment.NewLine, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_of_several_reasons_lists_them_the_most_common_first()
    {
        var (code, output, _) = await CommandLine.RunAsync("explain", "curl", "7");

        Assert.Equal(0, code);
        Assert.Matches(@"\ALAYER +REASON +MEANING\r?\nTCP +TcpRefused ", output);
        Assert.Contains("TcpRejected", output, StringComparison.Ordinal);
        Assert.EndsWith("curl 7 is one of these. Explain one: monitao explain TcpRefused", output.TrimEnd(), StringComparison.Ordinal);
    }

    public static TheoryData<string> Names => [.. Reasons.All.Select(reason => reason.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_reason_is_found_by_all_its_names_and_has_a_page(string name)
    {
        var reason = Reasons.Find(name)!;

        Assert.Equal([reason], ReasonLookup.Find(name));
        foreach (var elsewhere in new[] { $"ERR_{reason.Browser}", $"curl {reason.Curl}", reason.Nel ?? "" }.Where(text => text is not ("ERR_" or "curl " or "")))
            Assert.Contains(reason, ReasonLookup.Find(elsewhere));
        Assert.Equal(0, (await CommandLine.RunAsync("explain", name)).Code);
    }

    [Theory]
    [InlineData("TcpRefusd", "Did you mean: TcpRefused?")]
    [InlineData("refusd", "Did you mean: TcpRefused?")]
    [InlineData("7", "monitao explain curl 7")]
    [InlineData("gremlins", "All reasons: monitao explain")]
    public async Task What_is_not_found_is_answered_with_what_may_be_meant(string name, string advice)
    {
        var (code, output, error) = await CommandLine.RunAsync("explain", name);

        Assert.Equal((2, ""), (code, output));
        Assert.Contains(advice, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Alone_it_lists_every_reason()
    {
        var (code, output, _) = await CommandLine.RunAsync("explain");

        Assert.Equal(0, code);
        Assert.All(Reasons.All, reason => Assert.Matches($"(?m)^{(reason.Layer == Connectivity.Model.Layer.Prober ? "Prober" : @"[A-Z]+")} +{reason.Name} ", output));
    }

    [Fact]
    public async Task As_json_it_is_the_catalog()
    {
        var (code, output, _) = await CommandLine.RunAsync("explain", "--output", "json");

        var entries = JsonDocument.Parse(output).RootElement.EnumerateArray().ToDictionary(entry => entry.GetProperty("reason").GetString()!);
        Assert.Equal((0, Reasons.All.Count), (code, entries.Count));
        var refused = entries["TcpRefused"];
        Assert.Equal("ERR_CONNECTION_REFUSED", refused.GetProperty("elsewhere").GetProperty("browser").GetString());
        Assert.Equal(7, refused.GetProperty("elsewhere").GetProperty("curl").GetInt32());
        Assert.Equal(["Refused"], refused.GetProperty("conditions").EnumerateArray().Select(c => c.GetString()));
        Assert.Equal("https://monitao.io/runbooks/TcpRefused", refused.GetProperty("runbookUrl").GetString());
    }
}
