using Microsoft.Net.Http.Headers;

namespace MoniTao.Operator.Metrics;

/// <summary>The two text formats that scrapers ask for.</summary>
/// <param name="IsOpenMetrics">OpenMetrics 1.0; else Prometheus text 0.0.4.</param>
/// <param name="ContentType">The value of the header.</param>
public sealed record MetricsFormat(bool IsOpenMetrics, string ContentType)
{
    /// <summary>Prometheus text 0.0.4: what is sent when nothing else is asked for.</summary>
    public static readonly MetricsFormat Text = new(false, "text/plain; version=0.0.4; charset=utf-8");

    /// <summary>OpenMetrics 1.0.</summary>
    public static readonly MetricsFormat OpenMetrics = new(true, "application/openmetrics-text; version=1.0.0; charset=utf-8");

    /// <summary>Chooses by the Accept header (RFC 9110, 12.5.1): OpenMetrics when it is named and plain text is not preferred.</summary>
    public static MetricsFormat Negotiate(IList<string> accept)
    {
        if (!MediaTypeHeaderValue.TryParseList(accept, out var ranges))
            return Text;
        var open = ranges.Where(IsKnownOpenMetrics).Select(Quality).DefaultIfEmpty(0).Max();
        var text = ranges.Where(range => range.MediaType == "text/plain").Select(Quality).DefaultIfEmpty(0).Max();
        return open > 0 && open >= text ? OpenMetrics : Text;
    }

    private static bool IsKnownOpenMetrics(MediaTypeHeaderValue range) =>
        range.MediaType == "application/openmetrics-text"
        && (range.Parameters.FirstOrDefault(p => p.Name == "version")?.Value.Value ?? "1.0.0") is "1.0.0" or "0.0.1";

    private static double Quality(MediaTypeHeaderValue range) => range.Quality ?? 1;
}
