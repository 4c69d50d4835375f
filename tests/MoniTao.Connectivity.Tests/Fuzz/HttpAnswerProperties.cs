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
public sealed class HttpAnswerProperties
{
    [Fact]
    public Task Every_answer_has_a_reason() => Property.HoldsAsync(Gen.Select(HttpAnswers.Mutated, Gen.Enum<Ending>(), Gen.Int[1, 300]), async input =>
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
        var facts = await new HttpStage(TimeProvider.System).RunAsync(stream, seen.Target, seen.Spec.Http, sameOrigin: true, deadline);
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
