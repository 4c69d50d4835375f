using MoniTao.Connectivity.Model;

namespace MoniTao.Connectivity.Probing.Http;

/// <summary>
/// The last stage: one request and its whole answer over the connection that the earlier stages made. No pool (a pooled connection says
/// OK after the listener died), no proxy (an environment variable would hijack probes), no cookies, no retries.
/// </summary>
public sealed class HttpStage(TimeProvider time)
{
    /// <summary>Runs one exchange. <paramref name="sameOrigin"/> is false behind a redirect to another origin: no credentials and no headers of unknown meaning there.</summary>
    public async Task<HttpFacts> RunAsync(Stream connection, Target target, HttpOptions options, bool sameOrigin, Deadline deadline)
    {
        var start = time.GetTimestamp();
        using var reader = new HttpReader(connection);
        var facts = new HttpFacts { Phase = HttpPhase.Request };
        var body = new BodyReader(options.BodyPattern);
        try
        {
            await connection.WriteAsync(HttpRequestWriter.Write(options, target, sameOrigin), deadline.Token).ConfigureAwait(false);
            var head = await HttpHead.ReadAsync(reader, deadline.Token).ConfigureAwait(false);
            facts = new HttpFacts
            {
                Phase = HttpPhase.Body,
                Status = head.Status,
                TimeToHeaders = time.GetElapsedTime(start),
                Version = head.Version,
                ContentLength = head.ContentLength,
            };
            facts = Redirects.Read(facts, head, target, options);
            if (facts.RedirectsTo is null) // the body of a redirect is for browsers, and its faults are not the target's
                await body.ReadAsync(HttpBody.Of(head, reader, options.Method), deadline.Token).ConfigureAwait(false);
            facts = facts with { Phase = HttpPhase.Complete };
        }
#pragma warning disable CA1031 // whatever a hostile server makes the parser throw is a fact about that server
        catch (Exception e)
        {
            facts = facts with
            {
                Phase = facts.Phase == HttpPhase.Request && reader.BytesReceived > 0 ? HttpPhase.Headers : facts.Phase,
                Fault = NetworkFault.From(e, deadline),
                Problem = (e as HttpAnswerException)?.Problem,
            };
        }
#pragma warning restore CA1031

        return facts with
        {
            Elapsed = time.GetElapsedTime(start),
            BytesReceived = reader.BytesReceived,
            BodyBytes = body.Bytes,
            BodyTooLarge = body.TooLarge,
            PatternMatched = body.Matched,
            PatternTimedOut = body.PatternTimedOut,
        };
    }
}
