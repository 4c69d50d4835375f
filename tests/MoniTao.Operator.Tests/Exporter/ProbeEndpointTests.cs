using System.Net;
using System.Net.Sockets;
using MoniTao.FaultLab;
using MoniTao.Operator.Tests.EndToEnd.Support;
using MoniTao.TestKit.FakeApiServer;

namespace MoniTao.Operator.Tests.Exporter;

/// <summary><c>/probe</c> over real sockets, and what it refuses before a packet is sent.</summary>
public sealed class ProbeEndpointTests
{
    [Fact]
    public async Task Failure_is_told_by_its_reason_beside_the_names_that_users_know()
    {
        await using var lab = await FaultLabHost.StartAsync(["http-unavailable"]);
        await using var rig = await ExporterRig.StartAsync("http://127.0.0.1:*");

        var (status, text) = await rig.ProbeAsync($"target={lab["http-unavailable"].Target}");
        var page = PrometheusText.Parse(text);

        Assert.Equal(200, status);
        Assert.Empty(page.Problems);
        Assert.Equal(0, page.Samples["probe_success"]);
        Assert.Equal(503, page.Samples["probe_http_status_code"]);
        Assert.Equal(1, page.Samples["probe_failure_info{reason=\"HttpServerError\",layer=\"HTTP\",fault=\"target\"}"]);
    }

    [Theory]
    [InlineData("", 400, "/probe?module=http_2xx&target=https://shop.example.com")]
    [InlineData("target=127.0.0.1:1&module=nonsense", 400, "http_2xx, http_post_2xx, tcp_connect")]
    [InlineData("target=tcp://127.0.0.1:1", 400, "takes Http and Https targets")]
    [InlineData("target=user:secret@host", 400, "user information")]
    [InlineData("target=host&module=tcp_connect", 400, "needs a port")]
    [InlineData("target=10.1.1.1&module=dns&query_name=a..b", 400, "empty label")]
    [InlineData("target=dns.example.com&module=dns&query_name=a", 400, "the address of a DNS server")]
    public async Task Mistake_is_answered_with_the_next_step(string query, int status, string expected)
    {
        await using var rig = await ExporterRig.StartAsync("*://*");

        var answer = await rig.ProbeAsync(query);

        Assert.Equal(status, answer.Status);
        Assert.Contains(expected, answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("module=tcp_connect&target={0}", "tcp://{0}")]
    [InlineData("target=http://{0}/path?token=abc", "http://{0}")]
    [InlineData("module=dns&target={0}&query_name=shop.example.com", "dns://{0}")]
    public async Task Target_that_is_not_on_the_list_gets_no_packet_and_the_pattern_to_allow_it(string query, string pattern)
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        await using var rig = await ExporterRig.StartAsync("https://*.example.com", "tcp://127.0.0.1:1");

        var (status, text) = await rig.ProbeAsync(string.Format(null, query, server.LocalEndpoint));

        Assert.Equal(403, status);
        Assert.Contains($"--probe-allow '{string.Format(null, pattern, server.LocalEndpoint)}'", text, StringComparison.Ordinal);
        Assert.DoesNotContain("token", text, StringComparison.Ordinal);
        Assert.False(server.Pending());
    }

    [Fact]
    public async Task Redirect_out_of_the_list_is_not_followed()
    {
        using var forbidden = new TcpListener(IPAddress.Loopback, 0);
        forbidden.Start();
        await using var server = RedirectServer.Start($"http://{forbidden.LocalEndpoint}/");
        await using var rig = await ExporterRig.StartAsync($"http://127.0.0.1:{server.Port}");

        var page = PrometheusText.Parse((await rig.ProbeAsync($"target=http://127.0.0.1:{server.Port}/")).Text);

        Assert.Equal(0, page.Samples["probe_success"]);
        Assert.Equal(302, page.Samples["probe_http_status_code"]);
        Assert.Contains("probe_failure_info{reason=\"HttpUnexpectedRedirect\",layer=\"HTTP\",fault=\"target\"}", page.Samples.Keys);
        Assert.False(forbidden.Pending());
    }

    [Fact]
    public async Task Answer_comes_before_the_scraper_gives_up()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await using var rig = await ExporterRig.StartAsync("http://127.0.0.1:*");

        var page = PrometheusText.Parse((await rig.ProbeAsync($"target={silent.LocalEndpoint}", scrapeTimeout: 1.5)).Text);

        Assert.Contains("probe_failure_info{reason=\"HttpTimedOut\",layer=\"HTTP\",fault=\"target\"}", page.Samples.Keys);
    }

    [Fact]
    public async Task Probes_beyond_the_bound_are_refused_and_take_nothing_from_those_that_run()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await using var rig = await ExporterRig.StartAsync(1, ["http://127.0.0.1:*"]);

        var first = rig.ProbeAsync($"target={silent.LocalEndpoint}", scrapeTimeout: 4);
        await Eventually.HoldsAsync(silent.Pending, "the first probe is under way");
        var second = await rig.ProbeAsync($"target={silent.LocalEndpoint}");

        Assert.Equal(503, second.Status);
        Assert.Contains("scrape less often", second.Text, StringComparison.Ordinal);
        Assert.Equal(200, (await first).Status);
        await Eventually.HoldsAsync(async () => (await rig.ProbeAsync($"target={silent.LocalEndpoint}", scrapeTimeout: 1)).Status == 200, "its place is free again");
    }

    [Fact]
    public async Task Debug_shows_the_layers_and_the_metrics()
    {
        await using var lab = await FaultLabHost.StartAsync(["tcp-refused"]);
        await using var rig = await ExporterRig.StartAsync("tcp://127.0.0.1:*");

        var (_, text) = await rig.ProbeAsync($"module=tcp_connect&debug=true&target={lab["tcp-refused"].Target}");

        Assert.Contains("Tcp   Failed", text, StringComparison.Ordinal);
        Assert.Contains("TcpRefused", text, StringComparison.Ordinal);
        Assert.Contains("\nprobe_success 0\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_is_not_there_unless_it_was_asked_for()
    {
        await using var space = new Supervision.SupervisorRig();
        var page = new MoniTao.Operator.Metrics.MetricsPage(space.Supervisor, TimeProvider.System);
        await using var pages = await MoniTao.Operator.Hosting.HttpEndpoints.StartAsync("http://127.0.0.1:0", page, null, null, CancellationToken.None);
        using var http = new HttpClient();

        using var response = await http.GetAsync(new Uri($"{pages.Address}/probe?target=127.0.0.1"), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }
}
