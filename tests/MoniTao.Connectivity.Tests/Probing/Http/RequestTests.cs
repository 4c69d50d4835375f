using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Probing;

namespace MoniTao.Connectivity.Tests.Probing.Http;

/// <summary>What a server gets to read.</summary>
public sealed class RequestTests : IDisposable
{
    private readonly Prober _prober = new(TimeProvider.System);

    public void Dispose() => _prober.Dispose();

    [Fact]
    public async Task The_request_names_the_target_and_who_asks()
    {
        var head = await HeadAsync("/health?deep=1", new HttpOptions());

        Assert.StartsWith("GET /health?deep=1 HTTP/1.1\r\n", head, StringComparison.Ordinal);
        Assert.Contains("Host: 127.0.0.1:", head, StringComparison.Ordinal);
        Assert.Contains("User-Agent: MoniTao/", head, StringComparison.Ordinal);
        Assert.Contains("Connection: close\r\n", head, StringComparison.Ordinal);
        Assert.DoesNotContain(".invalid", head, StringComparison.Ordinal);
        Assert.DoesNotContain("traceparent", head, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Method_and_headers_are_those_of_the_monitor()
    {
        var head = await HeadAsync("/", new HttpOptions
        {
            Method = "POST",
            Headers = [new("User-Agent", "mine"), new("Content-Type", "application/json"), new("X-Two", "1"), new("X-Two", "2"), new("Host", "shop.example.com")],
        });

        Assert.StartsWith("POST / HTTP/1.1\r\n", head, StringComparison.Ordinal);
        foreach (var line in (string[])["User-Agent: mine", "Content-Type: application/json", "Host: shop.example.com", "X-Two: 1\r\nX-Two: 2", "Content-Length: 0"])
            Assert.Contains(line + "\r\n", head, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_header_can_not_smuggle_in_another()
    {
        var head = await HeadAsync("/", new HttpOptions { Headers = [new("X-Good", "a\r\nX-Evil: b")], Authorization = new Secret("Bearer s3cret\n") });

        Assert.DoesNotContain("\nX-Evil:", head, StringComparison.Ordinal);
        Assert.Contains("\r\nAuthorization: Bearer s3cret\r\n", head, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_is_matched_as_text_and_the_pattern_has_its_time()
    {
        await using var server = new WebServer(_ => WebServer.Ok(new string('a', 5000) + "!"));

        Assert.Null((await ProbeAsync(server, "a+!$")).Reason);
        Assert.Equal(Reasons.HttpBodyMismatch, (await ProbeAsync(server, "^b")).Reason);
        var slow = await ProbeAsync(server, "^(a+)+$");
        Assert.Equal(Reasons.HttpBodyMismatch, slow.Reason);
        Assert.Contains("longer than its limit", slow.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_head_request_has_no_body_to_wait_for()
    {
        await using var server = new WebServer(_ => "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\nConnection: close\r\n\r\n");
        var seen = await _prober.ProbeAsync(Spec(server, "/", new HttpOptions { Method = "HEAD" }), CancellationToken.None);
        Assert.Null(Classifier.Classify(seen).Reason);
    }

    private async Task<string> HeadAsync(string path, HttpOptions options)
    {
        await using var server = new WebServer(_ => WebServer.Ok());
        Assert.Null(Classifier.Classify(await _prober.ProbeAsync(Spec(server, path, options), CancellationToken.None)).Reason);
        return Assert.Single(server.Heads);
    }

    private async Task<Assessment> ProbeAsync(WebServer server, string pattern) => Classifier.Classify(await _prober.ProbeAsync(
        Spec(server, "/", new HttpOptions { BodyPattern = new(pattern, default, TimeSpan.FromMilliseconds(200)) }), CancellationToken.None));

    private static ProbeSpec Spec(WebServer server, string path, HttpOptions options) =>
        Make.Spec($"http://127.0.0.1:{server.Port}{path}") with { Http = options };
}
