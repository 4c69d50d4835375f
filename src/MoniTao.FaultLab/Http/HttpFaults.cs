using MoniTao.FaultLab.Hosting;
using MoniTao.FaultLab.Tcp;
using MoniTao.FaultLab.Tls;

namespace MoniTao.FaultLab.Http;

/// <summary>Faults of the response, over plain HTTP/1.1 (RFC 9112).</summary>
internal static class HttpFaults
{
    private const string HalfBody = "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf of it";
    private const string ChunkedHead = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

    private static readonly FaultSettings Impatient = new() { TimeoutSeconds = 2 };
    private static readonly FaultSettings WantsHealthy = new() { BodyPattern = "^healthy" };
    private static readonly FaultSettings StaysHere = new() { FollowRedirects = false };

    public static IReadOnlyList<FaultDefinition> All { get; } =
        [.. Healthy(), .. Statuses(), .. Silences(), .. Cuts(), .. Nonsense(), .. Redirects(), .. Excess()];

    private static IEnumerable<FaultDefinition> Healthy() =>
    [
        Http("healthy-http", "answers 200", null, HttpScripts.Answer("200 OK")),
        Http("healthy-http-chunked", "answers 200 in chunks", null, HttpScripts.Raw(ChunkedHead + "8\r\nhealthy\n\r\n0\r\n\r\n")),
        Http("healthy-http-body", "answers what the monitor's pattern asks for", null, HttpScripts.Answer("200 OK"), WantsHealthy),
        Http("healthy-http-redirect", "redirects once to a page that answers 200", null, HttpScripts.Route(HttpResponses.RedirectOnce)),
        Http("healthy-http-status", "answers the 418 that the monitor expects", null,
            HttpScripts.Answer("418 I'm a teapot"), new() { ExpectedStatus = ["418"] }),
    ];

    private static IEnumerable<FaultDefinition> Statuses() =>
    [
        Http("http-not-found", "answers 404", "HttpClientError", HttpScripts.Answer("404 Not Found")),
        Http("http-unauthorized", "answers 401", "HttpClientError",
            HttpScripts.Answer("401 Unauthorized", headers: "WWW-Authenticate: Bearer\r\n")),
        Http("http-server-error", "answers 500", "HttpServerError", HttpScripts.Answer("500 Internal Server Error")),
        Http("http-unexpected-status", "answers 204 to a monitor that wants 200", "HttpUnexpectedStatus",
            HttpScripts.Raw("HTTP/1.1 204 No Content\r\n\r\n"), new() { ExpectedStatus = ["200"] }),
        Http("http-unavailable", "answers 503", "HttpServerError",
            HttpScripts.Answer("503 Service Unavailable", headers: "Retry-After: 30\r\n")),
    ];

    private static IEnumerable<FaultDefinition> Silences() =>
    [
        Http("http-silent", "takes the request and never answers", "HttpTimedOut", HttpScripts.Stall(""), Impatient),
        Http("http-slow-headers", "sends its headers one byte a second", "HttpTimedOut",
            HttpScripts.Drip("HTTP/1.1 200 OK\r\n", "X-Slow: " + new string('x', 1000)), Impatient),
        Http("http-body-stalled", "stops in the middle of the body", "HttpBodyStalled", HttpScripts.Stall(HalfBody), Impatient),
        Http("http-slow-body", "sends its body one byte a second", "HttpBodyStalled",
            HttpScripts.Drip(HalfBody, new string('x', 990)), Impatient),
    ];

    private static IEnumerable<FaultDefinition> Cuts() =>
    [
        Http("http-empty-response", "hangs up after the request", "HttpEmptyResponse", HttpScripts.Raw("")),
        Http("http-truncated-body", "hangs up before the announced length", "HttpTruncatedResponse", HttpScripts.Raw(HalfBody)),
        Http("http-truncated-chunks", "hangs up in the middle of a chunk", "HttpTruncatedResponse",
            HttpScripts.Raw(ChunkedHead + "8\r\nhealthy\n\r\n40\r\nhalf")),
        Http("http-reset-in-headers", "resets in the middle of the headers", "HttpReset", HttpScripts.Cut("HTTP/1.1 200 OK\r\nContent-")),
        Http("http-reset-in-body", "resets in the middle of the body", "HttpReset", HttpScripts.Cut(HalfBody)),
    ];

    private static IEnumerable<FaultDefinition> Nonsense() =>
    [
        Http("http-invalid-status-line", "answers like a mail server", "HttpInvalidResponse",
            HttpScripts.Raw("220 mail.lab.test ESMTP\r\n\r\n")),
        Http("http-invalid-chunk", "announces a chunk of no size", "HttpInvalidResponse",
            HttpScripts.Raw(ChunkedHead + "zebra\r\nhealthy\r\n0\r\n\r\n")),
        new("http-damaged-record", "sends half a body, then a TLS record that can't be decrypted", "HttpProtocolError", OpenDamaged),
        Http("http-body-mismatch", "answers 200 with another page", "HttpBodyMismatch",
            HttpScripts.Answer("200 OK", "closed for maintenance\n"), WantsHealthy),
    ];

    private static IEnumerable<FaultDefinition> Redirects() =>
    [
        Http("http-redirect-loop", "redirects to and fro", "HttpRedirectLoop", HttpScripts.Route(HttpResponses.RedirectToAndFro)),
        Http("http-redirect-chain", "redirects to a new page for ever", "HttpRedirectLoop",
            HttpScripts.Route(HttpResponses.RedirectOnward)),
        Http("http-redirect-to-file", "redirects to a local file", "HttpUnexpectedRedirect",
            HttpScripts.Route(_ => HttpResponses.RedirectTo("file:///etc/hostname"))),
        Http("http-redirect-unwanted", "redirects a monitor that must not follow", "HttpUnexpectedRedirect",
            HttpScripts.Route(HttpResponses.RedirectOnce), StaysHere),
    ];

    private static IEnumerable<FaultDefinition> Excess() =>
    [
        Http("http-endless-body", "sends a body that never ends", "HttpResponseTooLarge",
            HttpScripts.Endless("HTTP/1.1 200 OK\r\n\r\n", new string('x', 64 * 1024))),
        Http("http-huge-headers", "sends a megabyte of headers", "HttpResponseTooLarge", HttpScripts.Raw(HttpResponses.WithHugeHeaders())),
    ];

    private static FaultDefinition Http(
        string name,
        string description,
        string? reason,
        ConnectionScript script,
        FaultSettings? settings = null) =>
        new(name, description, reason, stage => Task.FromResult(Open(stage, script, settings ?? new FaultSettings())));

    private static Task<FaultEndpoint> OpenDamaged(LabStage stage)
    {
        var script = TlsScripts.Within(stage.Certificates.Sound(), HttpScripts.Damage(HalfBody));
        return Task.FromResult(new FaultEndpoint($"https://127.0.0.1:{stage.Serve(script)}/", new FaultSettings { CaBundlePem = stage.Certificates.Bundle }));
    }

    private static FaultEndpoint Open(LabStage stage, ConnectionScript script, FaultSettings settings) =>
        new($"http://127.0.0.1:{stage.Serve(script)}/", settings);
}
