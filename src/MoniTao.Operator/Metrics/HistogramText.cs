using System.Globalization;
using System.Text;
using MoniTao.Connectivity.Telemetry;

namespace MoniTao.Operator.Metrics;

/// <summary>
/// Writes a histogram that the engine keeps in the Prometheus text format. The library's own histogram can only be observed
/// into, which would tie the engine to it; what the engine counted is written as it is.
/// </summary>
internal static class HistogramText
{
    public static void Write(StringBuilder text, string name, string help, IEnumerable<(string Labels, DurationHistogram Histogram)> series)
    {
        text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} histogram\n");
        foreach (var (labels, histogram) in series)
        {
            var (counts, sum) = histogram.Read();
            var comma = labels.Length > 0 ? "," : "";
            long total = 0;
            for (var i = 0; i < counts.Length; i++)
            {
                total += counts[i];
                var bound = i < DurationHistogram.Bounds.Length ? DurationHistogram.Bounds[i].ToString(CultureInfo.InvariantCulture) : "+Inf";
                text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{{{labels}{comma}le=\"{bound}\"}} {total}\n");
            }

            var braces = labels.Length > 0 ? $"{{{labels}}}" : "";
            text.Append(CultureInfo.InvariantCulture, $"{name}_sum{braces} {sum}\n{name}_count{braces} {total}\n");
        }
    }
}
