using MoniTao.Operator.Tests.EndToEnd.Support;

namespace MoniTao.Operator.Tests.Exporter;

/// <summary>What the real blackbox_exporter says of the same endpoint at the same time.</summary>
public sealed class BlackboxAgreementTests(BlackboxFixture fixture, ITestOutputHelper output) : IClassFixture<BlackboxFixture>
{
    /// <summary>What blackbox_exporter has and monitao does not; docs/blackbox.md says so.</summary>
    private static readonly string[] Missing = ["probe_icmp_reply_hop_limit", "probe_dns_additional_rrs", "probe_dns_authority_rrs", "probe_http_last_modified_timestamp_seconds"];

    /// <summary>What monitao has beyond: why, and the certificate also when it was not acceptable.</summary>
    private static readonly string[] Beyond = ["probe_failure_info", "probe_ssl_earliest_cert_expiry", "probe_ssl_last_chain_info", "probe_tls_version_info", "probe_ssl_last_chain_expiry_timestamp_seconds"];

    [Theory]
    [InlineData("http_2xx", "healthy-http")]
    [InlineData("http_2xx", "healthy-http-chunked")]
    [InlineData("http_2xx", "healthy-http-redirect")]
    [InlineData("http_2xx", "healthy-https")]
    [InlineData("http_2xx", "http-not-found")]
    [InlineData("http_2xx", "http-unauthorized")]
    [InlineData("http_2xx", "http-unavailable")]
    [InlineData("http_2xx", "http-silent")]
    [InlineData("http_2xx", "http-empty-response")]
    [InlineData("http_2xx", "http-invalid-status-line")]
    [InlineData("http_2xx", "http-redirect-loop")]
    [InlineData("http_2xx", "http-reset-in-headers")]
    [InlineData("http_2xx", "http-truncated-body")]
    [InlineData("http_post_2xx", "healthy-http")]
    [InlineData("http_post_2xx", "http-server-error")]
    [InlineData("tcp_connect", "healthy-tcp")]
    [InlineData("tcp_connect", "tcp-refused")]
    [InlineData("tcp_connect", "tcp-timed-out")]
    [InlineData("tcp_connect_tls", "healthy-tls")]
    [InlineData("tcp_connect_tls", "healthy-cert-expiring")]
    [InlineData("tcp_connect_tls", "tls-cert-expired")]
    [InlineData("tcp_connect_tls", "tls-cert-name-mismatch")]
    [InlineData("tcp_connect_tls", "tls-cert-self-signed")]
    [InlineData("tcp_connect_tls", "tls-cert-incomplete-chain")]
    [InlineData("tcp_connect_tls", "tls-plain-http")]
    [InlineData("tcp_connect_tls", "tls-silent")]
    [InlineData("tcp_connect_tls", "tls-handshake-failure")]
    public async Task Both_agree_on_success_and_on_the_names(string module, string scenario)
    {
        var target = fixture.Lab[scenario].Target;
        await CompareAsync($"module={module}&target={(module.StartsWith("tcp", StringComparison.Ordinal) ? target.Split("://")[1] : target)}");
    }

    [Theory]
    [InlineData("module=icmp&target=nowhere.invalid")]
    [InlineData("module=tcp_connect&target=nowhere.invalid:443")]
    [InlineData("module=http_2xx&target=nowhere.invalid")]
    public async Task Both_agree_on_a_name_that_does_not_exist(string query) => await CompareAsync(query);

    [Theory]
    [InlineData("healthy-dns-alias")]
    [InlineData("dns-servfail")]
    [InlineData("dns-timeout")]
    public async Task Both_agree_on_what_a_DNS_server_says(string scenario) =>
        await CompareAsync($"module=dns&target={fixture.Lab[scenario].Settings.Resolvers[0]}", "&query_name=healthy-alias.lab.test");

    [Fact]
    public async Task Values_that_do_not_depend_on_the_moment_are_the_same()
    {
        var (blackbox, monitao) = await fixture.ProbeAsync($"module=http_2xx&target={fixture.Lab["healthy-https"].Target}");
        var (theirs, ours) = (PrometheusText.Parse(blackbox).Samples, PrometheusText.Parse(monitao).Samples);

        foreach (var name in new[] { "probe_http_status_code", "probe_http_content_length", "probe_http_uncompressed_body_length", "probe_http_ssl", "probe_http_version",
            "probe_http_redirects", "probe_ip_protocol", "probe_ip_addr_hash", "probe_ssl_earliest_cert_expiry", "probe_ssl_last_chain_expiry_timestamp_seconds" })
            Assert.Equal((name, theirs[name]), (name, ours[name]));
        Assert.Equal(Fingerprint(theirs), Fingerprint(ours));

        static string Fingerprint(Dictionary<string, double> samples) =>
            samples.Keys.Single(s => s.StartsWith("probe_ssl_last_chain_info", StringComparison.Ordinal)).Split("fingerprint_sha256=\"")[1][..64];
    }

    private async Task CompareAsync(string query, string more = "")
    {
        var (blackbox, monitao) = await fixture.ProbeAsync(query, more);
        output.WriteLine($"{query}\n{blackbox}\n{monitao}");
        var (theirs, ours) = (PrometheusText.Parse(blackbox), PrometheusText.Parse(monitao));
        Assert.Empty(ours.Problems);

        Assert.Equal(theirs.Samples["probe_success"], ours.Samples["probe_success"]);
        var (known, told) = (Names(theirs), Names(ours));
        Assert.Empty(known.Except(told).Except(Missing));
        Assert.Empty(told.Except(known).Except(Beyond));
        Assert.Equal(ours.Samples["probe_success"] == 0, told.Contains("probe_failure_info"));
    }

    private static HashSet<string> Names(PrometheusText page) => [.. page.Samples.Keys.Select(series => series.Split('{')[0])];
}
