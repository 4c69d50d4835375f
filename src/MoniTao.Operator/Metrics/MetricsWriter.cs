using System.Buffers;
using System.Globalization;
using System.Text;
using MoniTao.Connectivity.Telemetry;

namespace MoniTao.Operator.Metrics;

/// <summary>
/// Writes samples as they are read, without keeping any: Prometheus text 0.0.4 or OpenMetrics 1.0. Counters have no
/// <c>_created</c>, which OpenMetrics leaves open: Prometheus would store it as one more series for each counter.
/// </summary>
internal sealed class MetricsWriter(IBufferWriter<byte> output, MetricsFormat format)
{
    // Written alike in both formats, as OpenMetrics recommends: a series must not change its name with what the scraper asks for.
    private static readonly string[] Bounds =
        [.. DurationHistogram.Bounds.Select(b => b.ToString(b == Math.Floor(b) ? "0.0" : "R", CultureInfo.InvariantCulture)), "+Inf"];

    // A line is put together here: the server's pipe takes a lock for each piece that is written.
    private readonly ArrayBufferWriter<byte> _line = new(512);
    private Metric? _metric;
    private bool _headed;

    /// <summary>Labels that stand before all others, as they are written: <c>namespace="web",monitor="shop"</c>. Empty for none.</summary>
    public ReadOnlyMemory<byte> Identity { get; set; }

    /// <summary>Begins a family. Its head is written with the first sample, so that what has none leaves no trace.</summary>
    public void Begin(Metric metric) => (_metric, _headed) = (metric, false);

    /// <summary>Writes what the metrics have to tell of one source.</summary>
    public void Write<TSource>(IEnumerable<Metric<TSource>> metrics, TSource source)
    {
        foreach (var metric in metrics)
        {
            Begin(metric);
            metric.Emit(this, source);
        }
    }

    /// <summary>Adds a sample.</summary>
    /// <param name="value">The value.</param>
    /// <param name="labels">A value for each label of the metric; an empty one is left out, which means the same.</param>
    public void Add(double value, params ReadOnlySpan<string> labels) => Sample("", value, labels, "", null);

    /// <summary>Adds the samples of a histogram.</summary>
    /// <param name="histogram">What was counted.</param>
    /// <param name="exemplars">For each bucket the probe that was last in it; empty for none. Only OpenMetrics has a place for them.</param>
    /// <param name="labels">As of <see cref="Add(double, ReadOnlySpan{string})"/>.</param>
    public void Add(DurationHistogram histogram, ReadOnlySpan<Exemplar?> exemplars, params ReadOnlySpan<string> labels)
    {
        var (counts, sum) = histogram.Read();
        long total = 0;
        for (var i = 0; i < counts.Length; i++)
        {
            total += counts[i];
            Sample("_bucket", total, labels, Bounds[i], format.IsOpenMetrics && i < exemplars.Length ? exemplars[i] : null);
        }

        Sample("_sum", sum, labels, "", null);
        Sample("_count", total, labels, "", null);
    }

    /// <summary>Ends a page that nothing follows.</summary>
    public void End()
    {
        if (!format.IsOpenMetrics)
            return;
        Text("# EOF\n");
        EndLine();
    }

    /// <summary>Writes labels with their commas, for <see cref="Identity"/>.</summary>
    public static byte[] Encode(IEnumerable<KeyValuePair<string, string>> labels) => Encoding.UTF8.GetBytes(
        string.Join(',', labels.Where(label => label.Value.Length > 0).Select(label => $"{label.Key}=\"{Escape(label.Value)}\"")));

    private static string Escape(string value) => value.AsSpan().IndexOfAny('\\', '"', '\n') < 0 ? value : value
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private void Sample(string suffix, double value, ReadOnlySpan<string> labels, string bound, Exemplar? exemplar)
    {
        var metric = _metric!;
        if (!_headed)
            Head(metric);
        Text(metric.Name);
        Text(suffix);
        var separator = "{";
        if (Identity.Length > 0)
        {
            Text(separator);
            _line.Write(Identity.Span);
            separator = ",";
        }

        for (var i = 0; i < labels.Length; i++)
            Label(ref separator, metric.Labels[i], labels[i]);
        Label(ref separator, "le", bound);
        Text(separator == "," ? "} " : " ");
        Number(value);
        if (exemplar is not null)
        {
            Text(" # {");
            _line.Write(exemplar.Labels.Span);
            Text("} ");
            Number(exemplar.Value);
            Text(" ");
            Number(exemplar.At.ToUnixSeconds());
        }

        Text("\n");
        EndLine();
    }

    private void EndLine()
    {
        output.Write(_line.WrittenSpan);
        _line.ResetWrittenCount();
    }

    private void Head(Metric metric)
    {
        _headed = true;
        var name = format.IsOpenMetrics ? metric.Family : metric.Name;
        Text($"# HELP {name} {(format.IsOpenMetrics ? Escape(metric.Help) : metric.Help)}\n# TYPE {name} {metric.Type.Word()}\n");
        if (format.IsOpenMetrics && metric.Unit is { } unit)
            Text($"# UNIT {name} {unit}\n");
    }

    private void Label(ref string separator, string name, string value)
    {
        if (value.Length == 0)
            return;
        Text(separator);
        Text(name);
        Text("=\"");
        Text(Escape(value));
        Text("\"");
        separator = ",";
    }

    private void Text(string text)
    {
        var written = Encoding.UTF8.GetBytes(text, _line.GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length)));
        _line.Advance(written);
    }

    private void Number(double value)
    {
        if (!double.IsFinite(value))
        {
            Text(double.IsNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf");
            return;
        }

        value.TryFormat(_line.GetSpan(32), out var written, "R", CultureInfo.InvariantCulture);
        _line.Advance(written);
    }
}
