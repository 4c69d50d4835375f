using System.Net;
using System.Text;
using CsCheck;
using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Probing.Dns;
using MoniTao.Connectivity.Probing.Http;
using MoniTao.Connectivity.Probing.Tcp;

namespace MoniTao.Connectivity.Tests.Fuzz;

/// <summary>Answers of broken and hostile web servers.</summary>
public sealed class HttpAnswerProperties : IDisposable
{
    private static readonly string[] Answers =
    [
        "HTTP/1.1 200 OK\r\nContent-Length: 7\r\nConnection: close\r\n\r\nhealthy",
        "HTTP/1.0 404 Not Found\r\nServer: lab\r\n\r\ngone",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;a=b\r\nhello\r\n0\r\nX: y\r\n\r\n",
        "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n",
        "HTTP/1.1 302 Found\r\nLocation: https://www.lab.test:8443/a/b?c=d#e\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 301 Moved\r\nLocation: //user:pw@[::1]:80/\r\n\r\n",
        "HTTP/1.1 308 Moved\r\nLocation: ../x y\r\nLocation: file:///etc/passwd\r\n\r\n",
        "HTTP/1.1 503 \u001b[31mNo\r\nRetry-After: 5\r\nSet-Cookie: a=b\r\nContent-Length: 99999999999999999999\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 5\r\nContent-Type: text/html; charset=nonsense\r\nContent-Encoding: gzip\r\n\r\nabcde",
        "SSH-2.0-OpenSSH_9.2\r\n",
    ];

    private static readonly Gen<byte[]> Inputs = Mutations.OfText(
        Answers, "\r\n", "\n", "\0", "Location: ", "http://", "https://", "javascript:", "%00", "Content-Length: -1\r\n", "Transfer-Encoding: chunked\r\n", "FFFFFFFFFFFFFFFF\r\n", "Connection: upgrade\r\n", "\u202e", "[::1%25lo]", "999", "xn--", "É")
        .Select(Encoding.Latin1.GetBytes);

    private readonly HttpExchange _exchange = new();

    public void Dispose() => _exchange.Dispose();

    [Fact]
    public Task Every_answer_has_a_reason() => Property.HoldsAsync(Gen.Select(Inputs, Gen.Enum<Ending>(), Gen.Int[1, 300]), async input =>
    {
        var (bytes, ending, piece) = input;
        var probe = await ProbeAsync(new ScriptedStream(bytes, ending, piece), seconds: 20);

        Assert.NotEqual(ProbeResult.Inconclusive, probe.Result); // a server is never our own trouble
    }, tries: 1500);

    [Theory]
    [InlineData("", "HTTP/1.1 200 OK")]
    [InlineData("HTTP/1.1 200 OK\r\n", "X: y\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nX: ", "y")]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n", "body")]
    [InlineData("", "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "400\r\n", 1024)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1", ";")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n", "X: y\r\n")]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: http://", "a")]
    public async Task An_endless_answer_is_left_soon(string start, string more, int padding = 0)
    {
        var again = more + (padding > 0 ? new string('x', padding) + "\r\n" : "");
        var stream = new ScriptedStream(Encoding.ASCII.GetBytes(start), Ending.Closed, endless: Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(again, 200))));

        var probe = await ProbeAsync(stream, seconds: 120);

        Assert.True(probe.Reason == Reasons.HttpResponseTooLarge || probe.Reason == Reasons.HttpInvalidResponse || probe.Reason == Reasons.HttpProtocolError, probe.Message);
        Assert.InRange(stream.Given, 0, BodyReader.MaximumBytes + (128 * 1024));
    }

    private async Task<Assessment> ProbeAsync(ScriptedStream stream, int seconds)
    {
        using var deadline = Make.Deadline(seconds);
        var seen = Make.Seen("http://shop.lab.test/a?b");
        var facts = await new HttpStage(_exchange, TimeProvider.System).RunAsync(stream, seen.Target, seen.Spec.Http, sameOrigin: true, deadline);
        Assert.InRange(facts.BytesReceived, 0, stream.Given);
        if (facts.RedirectsTo is { } target)
        {
            Safe.Text(target.ToString());
            Assert.Equal(target, Make.Target(target.ToString()));
            return Classifier.Classify(seen with { Dns = Resolved, Tcp = Connected, Http = facts with { RedirectsTo = null, RedirectProblem = RedirectProblem.Loop } });
        }

        var probe = Classifier.Classify(seen with { Dns = Resolved, Tcp = Connected, Http = facts });
        Safe.Outcome(probe);
        return probe;
    }

    private static DnsFacts Resolved => new() { Name = "shop.lab.test", Source = DnsSource.Server, Addresses = [IPAddress.Loopback] };

    private static TcpFacts Connected => new([new ConnectFacts { Remote = new IPEndPoint(IPAddress.Loopback, 80), Connected = true }], TimeSpan.Zero);
}
