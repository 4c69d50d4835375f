using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Probing;

namespace MoniTao.Connectivity.Tests.Probing.Http;

/// <summary>Where redirects lead, and what goes with the probe there.</summary>
public sealed class RedirectTests : IDisposable
{
    private static readonly HttpOptions WithSecrets = new()
    {
        Authorization = new Secret("Bearer s3cret"),
        Headers = [new("X-Vault", "s3cret"), new("Cookie", "s3cret"), new("Accept", "text/plain"), new("Host", "virtual.example")],
    };

    private readonly Prober _prober = new(TimeProvider.System);

    public void Dispose() => _prober.Dispose();

    [Theory]
    [InlineData("/next", "/next")]
    [InlineData("next", "/a/next")]
    [InlineData("../next?x=1", "/next?x=1")]
    [InlineData("?x=1", "/a/b?x=1")]
    [InlineData("//127.0.0.1:{port}/next", "/next")]
    [InlineData("http://127.0.0.1:{port}/next#there", "/next")]
    public async Task A_location_is_resolved_as_a_browser_would(string location, string path)
    {
        await using var server = new WebServer(head => head.StartsWith("GET /a/b ", StringComparison.Ordinal) ? WebServer.Redirect(Locate(location, head)) : WebServer.Ok());
        var named = await ProbeAsync($"http://127.0.0.1:{server.Port}/a/b");

        Assert.Equal((string?)null, named.Reason?.Name);
        Assert.StartsWith($"GET {path} HTTP/1.1\r\n", server.Heads[^1], StringComparison.Ordinal);
        Assert.Equal(2, server.Heads.Count);
    }

    [Theory]
    [InlineData("file:///etc/hostname", "HttpUnexpectedRedirect")]
    [InlineData("ftp://127.0.0.1/x", "HttpUnexpectedRedirect")]
    [InlineData("javascript:alert(1)", "HttpUnexpectedRedirect")]
    [InlineData("tcp://127.0.0.1:22", "HttpUnexpectedRedirect")]
    [InlineData("http://user:pass@127.0.0.1/", "HttpUnexpectedRedirect")]
    [InlineData("http://[::1/", "HttpUnexpectedRedirect")]
    [InlineData("/a/b", "HttpRedirectLoop")]
    [InlineData("/A/../a/b#again", "HttpRedirectLoop")]
    public async Task A_location_that_may_not_be_followed_ends_the_probe(string location, string reason)
    {
        await using var server = new WebServer(_ => WebServer.Redirect(location));
        var named = await ProbeAsync($"http://127.0.0.1:{server.Port}/a/b");

        Assert.Equal(reason, named.Reason?.Name);
        Assert.Single(server.Heads);
    }

    [Fact]
    public async Task Ten_redirects_are_followed_and_the_eleventh_is_a_loop()
    {
        await using var server = new WebServer(head => WebServer.Redirect(head.Split(' ')[1] + "x"));
        var named = await ProbeAsync($"http://127.0.0.1:{server.Port}/");

        Assert.Equal(Reasons.HttpRedirectLoop, named.Reason);
        Assert.Equal(HttpOptions.MaximumRedirects + 1, server.Heads.Count);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Every_kind_of_redirect_is_followed_unless_it_is_what_is_expected(int status)
    {
        await using var server = new WebServer(head => head.Contains(" /next ", StringComparison.Ordinal) ? WebServer.Ok() : WebServer.Redirect("/next", status));
        Assert.Null((await ProbeAsync($"http://127.0.0.1:{server.Port}/")).Reason);
        Assert.Equal(2, server.Heads.Count);

        Assert.Null((await ProbeAsync($"http://127.0.0.1:{server.Port}/", new HttpOptions { ExpectedStatus = [new(status, status)] })).Reason);
        Assert.Equal(3, server.Heads.Count);
    }

    [Fact]
    public async Task A_redirect_without_a_location_leads_nowhere()
    {
        await using var server = new WebServer(_ => "HTTP/1.1 302 Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        Assert.Equal(Reasons.HttpUnexpectedRedirect, (await ProbeAsync($"http://127.0.0.1:{server.Port}/")).Reason);
    }

    [Fact]
    public async Task The_layers_told_are_those_of_the_last_hop()
    {
        await using var lab = await MoniTao.FaultLab.FaultLabHost.StartAsync(["tcp-refused"]);
        var closed = Make.Target(lab.Scenarios[0].Target).Port;
        await using var server = new WebServer(_ => WebServer.Redirect($"http://127.0.0.1:{closed}/"));
        var named = await ProbeAsync($"http://127.0.0.1:{server.Port}/");

        Assert.Equal(Reasons.TcpRefused, named.Reason);
        Assert.Contains($"after a redirect from http://127.0.0.1:{server.Port}", named.Message, StringComparison.Ordinal);
        Assert.Equal([LayerOutcome.Passed, LayerOutcome.Failed, LayerOutcome.NotReached], named.Layers.Select(l => l.Outcome));
    }

    [Fact]
    public async Task Credentials_go_along_within_the_origin()
    {
        await using var server = new WebServer(head => head.Contains(" /next ", StringComparison.Ordinal) ? WebServer.Ok() : WebServer.Redirect("/next"));
        await ProbeAsync($"http://127.0.0.1:{server.Port}/", WithSecrets);

        Assert.Equal(2, server.Heads.Count);
        Assert.All(server.Heads, head => Assert.Contains("Authorization: Bearer s3cret\r\n", head, StringComparison.Ordinal));
        Assert.All(server.Heads, head => Assert.Contains("Host: virtual.example\r\n", head, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    public async Task Credentials_are_never_sent_to_another_origin(string host)
    {
        await using var other = new WebServer(_ => WebServer.Ok());
        await using var server = new WebServer(_ => WebServer.Redirect($"http://{host}:{other.Port}/"));
        await ProbeAsync($"http://127.0.0.1:{server.Port}/", WithSecrets);

        var head = Assert.Single(other.Heads);
        Assert.Contains("s3cret", server.Heads[0], StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", head, StringComparison.Ordinal);
        Assert.DoesNotContain("virtual.example", head, StringComparison.Ordinal);
        Assert.Contains("Accept: text/plain\r\n", head, StringComparison.Ordinal);
    }

    private async Task<Assessment> ProbeAsync(string target, HttpOptions? http = null) =>
        Classifier.Classify(await _prober.ProbeAsync(Make.Spec(target) with { Http = http ?? new HttpOptions() }, CancellationToken.None));

    private static string Locate(string location, string head) =>
        location.Replace("{port}", head.Split("Host: 127.0.0.1:")[1].Split('\r')[0], StringComparison.Ordinal);
}
