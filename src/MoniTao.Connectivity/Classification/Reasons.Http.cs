using MoniTao.Connectivity.Model;

namespace MoniTao.Connectivity.Classification;

public static partial class Reasons
{
    /// <summary>The server answers with a client error.</summary>
    public static readonly Reason HttpClientError = new(
        nameof(HttpClientError), Layer.Http, FaultDomain.Target, FailureConditions.HttpError,
        "the server answers with a client error",
        "Check the path, the method and the credentials: curl -i {url}",
        "http.error", null, 22);

    /// <summary>The server answers with a server error.</summary>
    public static readonly Reason HttpServerError = new(
        nameof(HttpServerError), Layer.Http, FaultDomain.Target, FailureConditions.HttpError,
        "the server answers with a server error",
        "Look at the server's log, or at the backend behind the proxy",
        "http.error", null, 22);

    /// <summary>The server answers with a status that is not expected.</summary>
    public static readonly Reason HttpUnexpectedStatus = new(
        nameof(HttpUnexpectedStatus), Layer.Http, FaultDomain.Target, FailureConditions.HttpError,
        "the server answers with a status that is not expected",
        "Compare http.expectedStatus with what the server is meant to answer",
        "http.error", null, null);

    /// <summary>The connection is made, and the answer does not come.</summary>
    public static readonly Reason HttpTimedOut = new(
        nameof(HttpTimedOut), Layer.Http, FaultDomain.Target, FailureConditions.HttpError | FailureConditions.TimedOut,
        "the connection is made, and the answer does not come",
        "Look at the server: it is overloaded, or waits for a backend",
        "http.failed", "TIMED_OUT", 28);

    /// <summary>The answer begins, and its body stalls.</summary>
    public static readonly Reason HttpBodyStalled = new(
        nameof(HttpBodyStalled), Layer.Http, FaultDomain.Target, FailureConditions.HttpError | FailureConditions.TimedOut,
        "the answer begins, and its body stalls",
        "Look at the server or proxy: it stops in the middle of the body",
        "http.failed", "TIMED_OUT", 28);

    /// <summary>The server closes the connection without an answer.</summary>
    public static readonly Reason HttpEmptyResponse = new(
        nameof(HttpEmptyResponse), Layer.Http, FaultDomain.Target, FailureConditions.HttpError,
        "the server closes the connection without an answer",
        "Look at the server's log for a crash on this request",
        "http.response.invalid", "EMPTY_RESPONSE", 52);

    /// <summary>The server closes the connection in the middle of the answer.</summary>
    public static readonly Reason HttpTruncatedResponse = new(
        nameof(HttpTruncatedResponse), Layer.Http, FaultDomain.Target, FailureConditions.HttpError,
        "the server closes the connection in the middle of the answer",
        "Look for a crash, or a proxy that cuts: compare Content-Length with the body",
        "http.response.invalid", "CONTENT_LENGTH_MISMATCH", 18);

    /// <summary>The connection is reset during the exchange.</summary>
    public static readonly Reason HttpReset = new(
        nameof(HttpReset), Layer.Http, FaultDomain.Target, FailureConditions.HttpError | FailureConditions.Reset,
        "the connection is reset during the exchange",
        "Look at the server's log for a crash; suspect a middlebox if there is nothing",
        "tcp.reset", "CONNECTION_RESET", 56);

    /// <summary>The server's answer is not HTTP.</summary>
    public static readonly Reason HttpInvalidResponse = new(
        nameof(HttpInvalidResponse), Layer.Http, FaultDomain.Target, FailureConditions.HttpError,
        "the server's answer is not HTTP",
        "Check the port: something else than an HTTP server may listen there",
        "http.response.invalid", "INVALID_HTTP_RESPONSE", 1);

    /// <summary>The server breaks the HTTP protocol.</summary>
    public static readonly Reason HttpProtocolError = new(
        nameof(HttpProtocolError), Layer.Http, FaultDomain.Target, FailureConditions.HttpError,
        "the server breaks the HTTP protocol",
        "Compare with: curl -v {url}",
        "http.protocol.error", "HTTP2_PROTOCOL_ERROR", 56);

    /// <summary>The redirects lead nowhere.</summary>
    public static readonly Reason HttpRedirectLoop = new(
        nameof(HttpRedirectLoop), Layer.Http, FaultDomain.Target, FailureConditions.HttpError,
        "the redirects lead nowhere",
        "Follow them by hand: curl -sIL {url}",
        "http.failed", "TOO_MANY_REDIRECTS", 47);

    /// <summary>The server redirects where the probe may not follow.</summary>
    public static readonly Reason HttpUnexpectedRedirect = new(
        nameof(HttpUnexpectedRedirect), Layer.Http, FaultDomain.Target, FailureConditions.HttpError,
        "the server redirects where the probe may not follow",
        "See where it leads: curl -sI {url}",
        "http.failed", "UNSAFE_REDIRECT", 1);

    /// <summary>The answer is larger than a probe reads.</summary>
    public static readonly Reason HttpResponseTooLarge = new(
        nameof(HttpResponseTooLarge), Layer.Http, FaultDomain.Target, FailureConditions.HttpError,
        "the answer is larger than a probe reads",
        "Point the monitor at a small health endpoint",
        "http.failed", "RESPONSE_HEADERS_TOO_BIG", 56);

    /// <summary>The body does not match http.bodyPattern.</summary>
    public static readonly Reason HttpBodyMismatch = new(
        nameof(HttpBodyMismatch), Layer.Http, FaultDomain.Target, FailureConditions.HttpError,
        "the body does not match http.bodyPattern",
        "Look at the body: curl -s {url}",
        "http.error", null, null);
}
