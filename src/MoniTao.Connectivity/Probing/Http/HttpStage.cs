using System.Net.Http;
using MoniTao.Connectivity.Model;

namespace MoniTao.Connectivity.Probing.Http;

/// <summary>The last stage: one request and its whole answer over the connection that the earlier stages made.</summary>
public sealed class HttpStage(HttpExchange exchange, TimeProvider time)
{
    /// <summary>Runs one exchange. <paramref name="sameOrigin"/> is false behind a redirect to another origin: no credentials and no headers of unknown meaning there.</summary>
    public async Task<HttpFacts> RunAsync(Stream connection, Target target, HttpOptions options, bool sameOrigin, Deadline deadline)
    {
        var start = time.GetTimestamp();
        await using var counted = new CountingStream(connection);
        var facts = new HttpFacts { Phase = HttpPhase.Request };
        var body = new BodyReader(options.BodyPattern);
        var complete = false;
        try
        {
            using var request = HttpRequestFactory.Create(options, target, sameOrigin, exchange.UniqueUri(target.PathAndQuery));
            using var response = await exchange.SendAsync(request, counted, deadline.Token).ConfigureAwait(false);
            facts = new HttpFacts
            {
                Phase = HttpPhase.Body,
                Status = (int)response.StatusCode,
                TimeToHeaders = time.GetElapsedTime(start),
                Version = response.Version,
                ContentLength = response.Content.Headers.ContentLength,
            };
            facts = Redirects.Read(facts, response, target, options);
            if (facts.RedirectsTo is null) // the body of a redirect is for browsers, and its faults are not the target's
                await body.ReadAsync(await response.Content.ReadAsStreamAsync(deadline.Token).ConfigureAwait(false), deadline.Token).ConfigureAwait(false);
            complete = true;
        }
#pragma warning disable CA1031 // whatever a hostile server makes the parser throw is a fact about that server
        catch (Exception e)
        {
            facts = Failed(facts, e, counted, deadline);
        }
#pragma warning restore CA1031

        return facts with
        {
            Phase = complete ? HttpPhase.Complete : facts.Phase,
            Elapsed = time.GetElapsedTime(start),
            BytesReceived = counted.BytesReceived,
            PeerClosed = counted.PeerClosed,
            BodyBytes = body.Bytes,
            BodyTooLarge = body.TooLarge,
            PatternMatched = body.Matched,
            PatternTimedOut = body.PatternTimedOut,
        };
    }

    private static HttpFacts Failed(HttpFacts facts, Exception exception, CountingStream counted, Deadline deadline)
    {
        HttpRequestError? error = null;
        for (var e = exception; e is not null && error is null; e = e.InnerException)
        {
            error = e switch
            {
                HttpRequestException request => request.HttpRequestError,
                HttpIOException io => io.HttpRequestError,
                _ => null,
            };
        }

        var fault = NetworkFault.From(exception, deadline);
        if (fault is { Kind: FaultKind.Protocol, TlsAlert: null } && error == HttpRequestError.ResponseEnded)
            fault = NetworkFault.EndOfStream;
        var phase = facts.Phase == HttpPhase.Request && counted.BytesReceived > 0 ? HttpPhase.Headers : facts.Phase;
        return facts with { Fault = fault, Error = error, Phase = phase };
    }
}
