using System.Net;
using MoniTao.Connectivity.Classification;
using MoniTao.Operator.Hosting;
using MoniTao.Operator.Metrics;
using MoniTao.Operator.Runbooks;
using MoniTao.Operator.Tests.Supervision;

namespace MoniTao.Operator.Tests.Runbooks;

/// <summary>The pages as the operator serves them.</summary>
public sealed class RunbookEndpointsTests : IAsyncLifetime
{
    private readonly SupervisorRig _monitors = new();
    private readonly HttpClient _client = new();
    private HttpEndpoints _endpoints = null!;

    public async ValueTask InitializeAsync() => _endpoints = await HttpEndpoints.StartAsync(
        "http://127.0.0.1:0", new MetricsPage(_monitors.Supervisor, TimeProvider.System), null, null, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _endpoints.DisposeAsync();
        await _monitors.DisposeAsync();
    }

    [Fact]
    public async Task Every_link_that_a_status_can_have_leads_to_its_page()
    {
        var links = RunbookLinks.TryCreate($"{_endpoints.Address}/runbooks")!;

        foreach (var reason in Reasons.All)
        {
            var (status, type, body) = await GetAsync(links.Of(reason));
            Assert.Equal((HttpStatusCode.OK, "text/markdown"), (status, type));
            Assert.StartsWith($"# {reason}", body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_browser_gets_a_page_that_runs_nothing_and_links_to_the_others()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{_endpoints.Address}/runbooks/TcpRefused");
        request.Headers.Add("Accept", "text/html,*/*;q=0.8");
        using var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal("text/html", response.Content.Headers.ContentType!.MediaType);
        Assert.StartsWith("default-src 'none'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Contains("<a href=\"TcpRejected\">TcpRejected</a>", body, StringComparison.Ordinal);
        Assert.Contains("&#39;sport = :443&#39;", body, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", body, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("/runbooks", HttpStatusCode.OK, "# Runbooks")]
    [InlineData("/runbooks/README", HttpStatusCode.OK, "# Runbooks")]
    [InlineData("/runbooks/TcpRefused.md", HttpStatusCode.OK, "# TcpRefused")]
    [InlineData("/runbooks/Nothing", HttpStatusCode.NotFound, "there is no runbook")]
    [InlineData("/runbooks/..%2f..%2fetc%2fpasswd", HttpStatusCode.NotFound, "there is no runbook")]
    public async Task Only_pages_are_served(string path, HttpStatusCode expected, string beginning)
    {
        var (status, _, body) = await GetAsync(_endpoints.Address + path);

        Assert.Equal(expected, status);
        Assert.StartsWith(beginning, body, StringComparison.Ordinal);
    }

    private async Task<(HttpStatusCode Status, string? Type, string Body)> GetAsync(string address)
    {
        using var response = await _client.GetAsync(address, TestContext.Current.CancellationToken);
        return (response.StatusCode, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
