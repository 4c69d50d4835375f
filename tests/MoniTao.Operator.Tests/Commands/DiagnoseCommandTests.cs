using System.Text.Json;

namespace MoniTao.Operator.Tests.Commands;

public sealed class DiagnoseCommandTests : IAsyncLifetime
{
    private Lab _lab = null!;

    public async ValueTask InitializeAsync() =>
        _lab = await Lab.StartAsync("healthy-http", "healthy-tls", "healthy-cert-expiring", "dns-name-not-found", "tcp-refused", "tls-cert-expired", "tls-ssh", "http-not-found");

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    [Theory]
    [InlineData("healthy-http", 0, "Reachable")]
    [InlineData("healthy-tls", 0, "Reachable")]
    [InlineData("dns-name-not-found", 10, "DnsNameNotFound")]
    [InlineData("tcp-refused", 20, "TcpRefused")]
    [InlineData("tls-cert-expired", 30, "TlsCertExpired")]
    [InlineData("tls-ssh", 30, "TlsNotSpoken")]
    [InlineData("http-not-found", 40, "HttpClientError")]
    public async Task The_exit_code_tells_the_layer_and_the_text_the_cause(string scenario, int expected, string reason)
    {
        var (code, output, error) = await _lab.DiagnoseAsync([scenario]);

        Assert.Equal(expected, code);
        Assert.Contains($"  {reason}: ", output, StringComparison.Ordinal);
        Assert.Empty(error);
    }

    [Fact]
    public async Task A_failure_shows_every_layer_the_next_step_and_its_names_elsewhere()
    {
        var (_, output, _) = await _lab.DiagnoseAsync(["tls-cert-expired"], "--quick");

        Assert.Matches(@"(?m)^  TCP +✓ +[0-9.]+ m?s +█+ +127\.0\.0\.1:", output);
        Assert.Matches(@"(?m)^  TLS +✗ ", output);
        Assert.Contains("  Next: Renew the certificate", output, StringComparison.Ordinal);
        Assert.Contains("browser ERR_CERT_DATE_INVALID", output, StringComparison.Ordinal);
        Assert.Contains("curl exit code 60", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Layers_after_the_failed_one_are_shown_as_not_reached()
    {
        var (_, output, _) = await CommandLine.RunAsync("diagnose", _lab.Target("tcp-refused").Replace("tcp://", "https://", StringComparison.Ordinal));

        Assert.Matches(@"(?m)^  TLS +–\r?$", output);
        Assert.Matches(@"(?m)^  HTTP +–\r?$", output);
    }

    [Fact]
    public async Task Without_a_terminal_there_is_no_escape_code_and_no_carriage_return()
    {
        var (_, output, error) = await _lab.DiagnoseAsync(["tcp-refused", "healthy-http"]);

        Assert.DoesNotContain('\x1b', output);
        Assert.DoesNotContain('\r', output.ReplaceLineEndings("\n"));
        Assert.Empty(error);
    }

    [Fact]
    public async Task One_target_as_json_is_an_object_with_every_field()
    {
        var (_, output, _) = await _lab.DiagnoseAsync(["tls-cert-expired"], "--output", "json");

        var root = JsonDocument.Parse(output).RootElement;
        Assert.Equal(_lab.Target("tls-cert-expired"), root.GetProperty("target").GetString());
        var verdict = root.GetProperty("verdict");
        Assert.Equal(["state", "reason", "layer", "message", "hint", "runbookUrl", "elsewhere"], verdict.EnumerateObject().Select(p => p.Name));
        Assert.Equal(("Down", "TlsCertExpired", "TLS"), (verdict.GetProperty("state").GetString(), verdict.GetProperty("reason").GetString(), verdict.GetProperty("layer").GetString()));
        var layers = root.GetProperty("layers").EnumerateArray().ToList();
        Assert.Equal(["DNS", "TCP", "TLS"], layers.Select(layer => layer.GetProperty("name").GetString()));
        Assert.Equal(["Passed", "Passed", "Failed"], layers.Select(layer => layer.GetProperty("result").GetString()));
        Assert.All(layers, layer => Assert.True(layer.GetProperty("durationMilliseconds").GetDouble() >= 0));
        Assert.True(root.GetProperty("certificate").GetProperty("notAfter").GetDateTimeOffset() < TimeProvider.System.GetUtcNow());
        Assert.NotEqual("", root.GetProperty("certificate").GetProperty("subject").GetString());
    }

    [Fact]
    public async Task A_reachable_target_as_json_is_up_and_has_null_for_what_there_is_not()
    {
        var (code, output, _) = await _lab.DiagnoseAsync(["healthy-http"], "-o", "json");

        var root = JsonDocument.Parse(output).RootElement;
        Assert.Equal((0, "Up", "Reachable"), (code, root.GetProperty("verdict").GetProperty("state").GetString(), root.GetProperty("verdict").GetProperty("reason").GetString()));
        Assert.Equal(JsonValueKind.Null, root.GetProperty("verdict").GetProperty("layer").ValueKind);
        Assert.Equal(JsonValueKind.Null, root.GetProperty("certificate").ValueKind);
    }

    [Fact]
    public async Task Of_several_targets_the_first_that_fails_decides_and_json_is_an_array_in_their_order()
    {
        var (code, output, _) = await _lab.DiagnoseAsync(["healthy-http", "http-not-found", "tcp-refused"], "--output", "json");

        Assert.Equal(40, code);
        Assert.Equal(["Reachable", "HttpClientError", "TcpRefused"],
            JsonDocument.Parse(output).RootElement.EnumerateArray().Select(item => item.GetProperty("verdict").GetProperty("reason").GetString()));
    }

    [Fact]
    public async Task Insecure_accepts_a_certificate_that_is_not_trusted()
    {
        var target = _lab.Target("healthy-tls");

        Assert.Equal(30, (await CommandLine.RunAsync("diagnose", target)).Code);
        Assert.Equal(0, (await CommandLine.RunAsync("diagnose", target, "--insecure")).Code);
    }

    [Fact]
    public async Task An_expected_status_makes_a_success_of_it() =>
        Assert.Equal(0, (await CommandLine.RunAsync("diagnose", _lab.Target("http-not-found"), "--expect-status", "404", "--header", "Accept: text/html")).Code);

    [Fact]
    public async Task What_to_type_goes_through_the_same_resolver_and_the_same_authorities()
    {
        var (_, dns, _) = await _lab.DiagnoseAsync(["dns-name-not-found"], "--quick");
        var (_, tls, _) = await _lab.DiagnoseAsync(["tls-cert-expired"], "--quick");

        Assert.Matches(@"(?m)^    DNS  dig @127\.0\.0\.\d+ -p \d+ \S+ A \S+ AAAA$", dns);
        Assert.Matches(@"(?m)^    TLS  openssl s_client -connect 127\.0\.0\.1:\d+ .*-CAfile \S*ca\.pem .*</dev/null$", tls);
        Assert.Contains("  Runbook: monitao explain TlsCertExpired · https://monitao.io/runbooks/TlsCertExpired", tls, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_is_told_once_also_where_the_evidence_leads_to_it()
    {
        var (_, output, _) = await _lab.DiagnoseAsync(["tls-cert-expired"]);

        Assert.Single(output.Split('\n'), line => line.Contains("openssl s_client", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("table")]
    [InlineData("json")]
    [InlineData("junit")]
    public async Task No_secret_of_a_header_is_shown(string format)
    {
        var (_, output, error) = await _lab.DiagnoseAsync(
            ["http-not-found"], "--output", format, "-H", "Authorization: Bearer hunter2", "-H", "X-Api-Key: hunter2", "-H", "Cookie: a=hunter2", "-H", "Accept: text/html");

        Assert.DoesNotContain("hunter2", output + error, StringComparison.Ordinal);
        Assert.Contains("H_AUTHORIZATION", output, StringComparison.Ordinal);
        Assert.Contains("Accept: text/html", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_that_ends_soon_is_a_warning_and_no_failure()
    {
        var (code, output, _) = await _lab.DiagnoseAsync(["healthy-cert-expiring"]);

        Assert.Equal(0, code);
        Assert.Contains("  Warning: The certificate ends on ", output, StringComparison.Ordinal);
    }
}
