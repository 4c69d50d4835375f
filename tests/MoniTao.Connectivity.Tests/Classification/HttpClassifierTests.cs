using System.Net.Sockets;
using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Probing;
using MoniTao.Connectivity.Probing.Http;

namespace MoniTao.Connectivity.Tests.Classification;

public sealed class HttpClassifierTests
{
    private static readonly HttpFacts Answered = new() { Phase = HttpPhase.Complete, Status = 200, BytesReceived = 100 };
    private static readonly NetworkFault Broken = new(FaultKind.Protocol);

    [Theory]
    [InlineData(101, "HttpUnexpectedStatus")]
    [InlineData(200, null)]
    [InlineData(299, null)]
    [InlineData(304, "HttpUnexpectedRedirect")]
    [InlineData(400, "HttpClientError")]
    [InlineData(499, "HttpClientError")]
    [InlineData(500, "HttpServerError")]
    [InlineData(599, "HttpServerError")]
    [InlineData(600, "HttpUnexpectedStatus")]
    [InlineData(999, "HttpUnexpectedStatus")]
    public void A_status_has_its_reason(int status, string? reason) => Assert.Equal(reason, Find(Answered with { Status = status })?.Reason.Name);

    [Fact]
    public void A_success_that_is_not_expected_is_told_as_such()
    {
        var created = HttpClassifier.Classify(Answered, new HttpOptions { ExpectedStatus = [new(201, 201)] }, Make.Target("http://a.example/"));
        Assert.Equal(Reasons.HttpUnexpectedStatus, created!.Reason);
    }

    [Theory]
    [InlineData(FaultKind.TimedOut, null, HttpPhase.Request, 0, "HttpTimedOut")]
    [InlineData(FaultKind.TimedOut, null, HttpPhase.Headers, 9, "HttpTimedOut")]
    [InlineData(FaultKind.TimedOut, null, HttpPhase.Body, 9, "HttpBodyStalled")]
    [InlineData(FaultKind.Socket, SocketError.ConnectionReset, HttpPhase.Request, 0, "HttpReset")]
    [InlineData(FaultKind.Socket, SocketError.Shutdown, HttpPhase.Request, 0, "HttpReset")]
    [InlineData(FaultKind.Socket, SocketError.ConnectionReset, HttpPhase.Body, 9, "HttpReset")]
    [InlineData(FaultKind.EndOfStream, null, HttpPhase.Request, 0, "HttpEmptyResponse")]
    [InlineData(FaultKind.EndOfStream, null, HttpPhase.Headers, 9, "HttpTruncatedResponse")]
    [InlineData(FaultKind.EndOfStream, null, HttpPhase.Body, 9, "HttpTruncatedResponse")]
    [InlineData(FaultKind.Cancelled, null, HttpPhase.Body, 9, "ProbeCancelled")]
    [InlineData(FaultKind.Exhausted, SocketError.TooManyOpenSockets, HttpPhase.Request, 0, "ProberFileDescriptorsExhausted")]
    [InlineData(FaultKind.Exhausted, null, HttpPhase.Request, 0, "ProberResourceExhausted")]
    public void A_fault_has_its_reason_by_phase(FaultKind kind, SocketError? error, HttpPhase phase, long bytes, string reason) => Assert.Equal(reason, Find(
        Answered with { Status = phase == HttpPhase.Body ? 200 : null, Phase = phase, BytesReceived = bytes, Fault = new(kind, error) })!.Reason.Name);

    [Theory]
    [InlineData(HttpProblem.TooLarge, HttpPhase.Headers, "HttpResponseTooLarge")]
    [InlineData(HttpProblem.Invalid, HttpPhase.Headers, "HttpInvalidResponse")]
    [InlineData(null, HttpPhase.Body, "HttpProtocolError")]
    [InlineData(null, HttpPhase.Headers, "HttpProtocolError")]
    public void What_is_wrong_with_an_answer_has_its_reason(HttpProblem? problem, HttpPhase phase, string reason) => Assert.Equal(reason, Find(
        Answered with { Status = null, Phase = phase, BytesReceived = 9, Fault = Broken, Problem = problem })!.Reason.Name);

    [Fact]
    public void A_wrong_status_says_more_than_a_wrong_body()
    {
        Assert.Equal(Reasons.HttpServerError, Find(Answered with { Status = 500, Fault = NetworkFault.EndOfStream, PatternMatched = false })!.Reason);
        Assert.Equal(Reasons.HttpTruncatedResponse, Find(Answered with { Phase = HttpPhase.Body, Fault = NetworkFault.EndOfStream, PatternMatched = false })!.Reason);
        Assert.Equal(Reasons.HttpResponseTooLarge, Find(Answered with { BodyTooLarge = true, PatternMatched = false })!.Reason);
        Assert.Equal(Reasons.HttpBodyMismatch, Find(Answered with { PatternMatched = false })!.Reason);
        Assert.Null(Find(Answered with { PatternMatched = true }));
    }

    private static Finding? Find(HttpFacts facts) => HttpClassifier.Classify(facts, new HttpOptions(), Make.Target("http://a.example/"));
}
