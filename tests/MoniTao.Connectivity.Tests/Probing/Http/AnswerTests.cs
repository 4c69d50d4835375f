using System.Text;
using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Probing.Http;
using MoniTao.Connectivity.Tests.Fuzz;

namespace MoniTao.Connectivity.Tests.Probing.Http;

/// <summary>How an answer is read where RFC 9112 leaves no doubt, or clients agree.</summary>
public sealed class AnswerTests
{
    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabcdef", 200, 3)]
    [InlineData("HTTP/1.0 200\r\n\r\nabcdef", 200, 6)]
    [InlineData("HTTP/1.1 200 \nContent-Length:3\n\nabc", 200, 3)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 3, 3\r\nContent-Length: 3\r\n\r\nabc", 200, 3)]
    [InlineData("HTTP/1.1 200 OK\r\nX: a\r\n b\r\n\tc\r\nContent-Length :\r\n  3\r\n\r\nabc", 200, 3)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip,\r\n CHUNKED\r\nContent-Length: 9\r\n\r\n00A ; x=y\r\n0123456789\r\n1\n!\n0\r\nA: b\r\n c\r\n\r\n", 200, 11)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding:\0 chunked\r\rX\r\n\r\n1\r\n!\r\n0\r\n\r\n", 200, 11)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding:\0 gzip,\r chunked\0\r\n\r\n1\r\n!\r\n0\r\n\r\n", 200, 1)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length:\0003\r\n\r\nabcdef", 200, 3)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\nContent-Length: 2\r\n\r\nabcd", 200, 4)]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Hints\r\nLink: x\r\n\r\nHTTP/1.1 204 No\r\nContent-Length: 5\r\n\r\n", 204, 0)]
    public async Task Body_ends_where_the_head_says(string answer, int status, long body)
    {
        for (var piece = 1; piece <= answer.Length; piece += 4)
        {
            var facts = await ReadAsync(answer, piece);
            Assert.Equal((HttpPhase.Complete, status, body, null), (facts.Phase, facts.Status, facts.BodyBytes, facts.Fault));
        }
    }

    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9.2")]
    [InlineData("\u0015\u0003\u0003")]
    [InlineData("HTTP/2 200 OK\r\n\r\n")]
    [InlineData("HTTP/1.12 200 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 20 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 2000 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 200 O\0K\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\n: x\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\n folded\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nno colon\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 5\r\n\r\nabcde")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1 2\r\nab\r\n0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nno colon\r\n\r\n")]
    public async Task What_is_not_HTTP_is_said_so(string answer)
    {
        Assert.Equal(HttpProblem.Invalid, (await ReadAsync(answer, 1)).Problem);
        Assert.Equal(Reasons.HttpInvalidResponse, Reason(await ReadAsync(answer, int.MaxValue)));
    }

    [Theory]
    [InlineData("", "HttpEmptyResponse")]
    [InlineData("HTT", "HttpTruncatedResponse")]
    [InlineData("HTTP/1.1 200 OK\r\nX: y\r\n", "HttpTruncatedResponse")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nab", "HttpTruncatedResponse")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab", "HttpTruncatedResponse")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n", "HttpTruncatedResponse")]
    [InlineData("HTTP/1.1 503 No\r\nContent-Length: 3\r\nContent-Length: 5\r\n\r\n", "HttpServerError")]
    public async Task Answer_that_breaks_off_is_told_from_none_and_a_bad_status_says_more(string answer, string reason) =>
        Assert.Equal(reason, Reason(await ReadAsync(answer, int.MaxValue))?.Name);

    [Fact]
    public async Task Body_of_many_small_chunks_is_read()
    {
        var facts = await ReadAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + string.Concat(Enumerable.Repeat("00000002\r\nab\r\n", 50_000)) + "0\r\n\r\n", 1000);
        Assert.Equal((HttpPhase.Complete, 100_000), (facts.Phase, facts.BodyBytes));
    }

    private static Reason? Reason(HttpFacts facts) => HttpClassifier.Classify(facts, new HttpOptions(), Make.Target("http://shop.lab.test/"))?.Reason;

    private static async Task<HttpFacts> ReadAsync(string answer, int piece)
    {
        using var deadline = Make.Deadline(60);
        return await new HttpStage(TimeProvider.System).RunAsync(
            new ScriptedStream(Encoding.Latin1.GetBytes(answer), Ending.Closed, piece), Make.Target("http://shop.lab.test/"), new HttpOptions(), sameOrigin: true, deadline);
    }
}
