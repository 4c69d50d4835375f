using System.Text;
using Microsoft.AspNetCore.Http;
using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Probing;
using MoniTao.Operator.Metrics;

namespace MoniTao.Operator.Exporter;

/// <summary>
/// <c>GET /probe?target=…&amp;module=…</c> as blackbox_exporter answers it, for the dashboards, rules and Probe objects that exist.
/// Only what the list allows is probed. What fails because of this process itself is no answer: 503, so that <c>up</c> falls
/// and not <c>probe_success</c>.
/// </summary>
public sealed class ProbeEndpoint(Prober prober, ExporterOptions options) : IDisposable
{
    private readonly SemaphoreSlim _seats = new(options.MaximumConcurrency);

    /// <summary>Answers one request.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        if (!ProbeRequest.TryRead(context.Request, options.Allow, out var request, out var problem))
        {
            await RefuseAsync(context, problem.Status, problem.Text);
            return;
        }

        if (!await _seats.WaitAsync(TimeSpan.Zero, context.RequestAborted))
        {
            await RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, $"{options.MaximumConcurrency} probes are running: scrape less often, or spread the targets over more replicas");
            return;
        }

        try
        {
            var seen = await prober.ProbeAsync(request.Spec, context.RequestAborted);
            await AnswerAsync(context, request, new ProbeAnswer(request.Module, seen, Classifier.Classify(seen)));
        }
        finally
        {
            _seats.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _seats.Dispose();

    private static async Task AnswerAsync(HttpContext context, ProbeRequest request, ProbeAnswer answer)
    {
        if (answer.Verdict is { Result: ProbeResult.Inconclusive, Reason: { } reason } && !request.Debug)
        {
            await RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, $"{reason.Name}: nothing is known of the target. {answer.Verdict.Message}. {answer.Verdict.Hint}");
            return;
        }

        var format = request.Debug ? MetricsFormat.Text : MetricsFormat.Negotiate(context.Request.Headers.Accept);
        context.Response.ContentType = request.Debug ? "text/plain; charset=utf-8" : format.ContentType;
        var output = context.Response.BodyWriter;
        if (request.Debug)
            await output.WriteAsync(Encoding.UTF8.GetBytes(DebugText(answer)), context.RequestAborted);
        var writer = new MetricsWriter(output, format);
        writer.Write(ProbeMetrics.All, answer);
        writer.End();
        await output.FlushAsync(context.RequestAborted);
    }

    private static string DebugText(ProbeAnswer answer)
    {
        var layers = answer.Verdict.Layers.Select(layer => $"{layer.Layer,-5} {layer.Outcome,-10} {layer.Duration?.TotalMilliseconds,9:0.0} ms  {layer.Detail}\n");
        return $"{answer.Verdict.Target}\n{answer.Verdict.Message}\n{answer.Verdict.Hint}\n\n{string.Concat(layers)}\nMetrics that would have been returned:\n";
    }

    private static Task RefuseAsync(HttpContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(text + "\n", context.RequestAborted);
    }
}
