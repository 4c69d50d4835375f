using System.Text.Json;

namespace MoniTao.Operator.Tests.Commands;

public sealed class DemoCommandTests
{
    [Fact]
    public async Task Once_prints_the_settled_table_and_ends_well_when_every_verdict_is_the_expected_one()
    {
        var (code, output, _) = await CommandLine.RunAsync("demo", "--once", "--filter", "tcp-refused", "dns-servfail", "healthy-http-body", "tls-cert-self-signed");

        Assert.Equal(0, code);
        Assert.Matches(@"(?m)^✓ +TCP +tcp-refused +tcp://127\.0\.0\.1:\d+ +False +TcpRefused ", output);
        Assert.Matches(@"(?m)^✓ +DNS +dns-servfail ", output);
        Assert.Matches(@"(?m)^✓ +HTTP +healthy-http-body +http://\S+ +True +Reachable ", output);
        Assert.Contains("4 of 4 verdicts are the expected ones.", output, StringComparison.Ordinal);
        Assert.DoesNotContain('\x1b', output);
    }

    [Fact]
    public async Task As_json_each_scenario_is_told_with_what_was_expected()
    {
        var (code, output, _) = await CommandLine.RunAsync("demo", "--output", "json", "--filter", "http-not-found");

        var root = JsonDocument.Parse(output).RootElement;
        Assert.Equal(0, code);
        Assert.True(root.GetProperty("asExpected").GetBoolean());
        var scenario = Assert.Single(root.GetProperty("scenarios").EnumerateArray());
        Assert.Equal(("http-not-found", "Down", "HttpClientError", "HttpClientError"), (
            scenario.GetProperty("name").GetString(), scenario.GetProperty("state").GetString(),
            scenario.GetProperty("reason").GetString(), scenario.GetProperty("expected").GetString()));
    }

    [Fact]
    public async Task A_filter_that_fits_nothing_is_refused()
    {
        var (code, _, error) = await CommandLine.RunAsync("demo", "--once", "--filter", "nonsense");

        Assert.Equal(2, code);
        Assert.Contains("\"nonsense\" is in no scenario's name", error, StringComparison.Ordinal);
    }
}
