using MoniTao.Connectivity.Telemetry;
using MoniTao.Operator.Metrics;
using MoniTao.Operator.Tests.EndToEnd.Support;

namespace MoniTao.Operator.Tests.Metrics;

public sealed class MetricsWriterTests
{
    [Fact]
    public void Labels_and_help_are_escaped_as_each_format_demands()
    {
        Assert.Equal(
            "# HELP g a \\\\ and \"b\"\n# TYPE g gauge\ng{x=\"a\\\\b\\\"c\\nd\"} 1\n",
            Write(MetricsFormat.Text, Metric("g", MetricType.Gauge, "a \\\\ and \"b\"", "x"), w => w.Add(1, "a\\b\"c\nd")));
        Assert.Contains(
            "# HELP g say \\\"b\\\"\n",
            Write(MetricsFormat.OpenMetrics, Metric("g", MetricType.Gauge, "say \"b\""), w => w.Add(1)), StringComparison.Ordinal);
    }

    [Fact]
    public void Counter_keeps_its_full_name_in_text_and_names_its_family_in_OpenMetrics()
    {
        var counter = Metric("bytes_seconds_total", MetricType.Counter, "h");

        Assert.Equal("# HELP bytes_seconds_total h\n# TYPE bytes_seconds_total counter\nbytes_seconds_total 2\n", Write(MetricsFormat.Text, counter, w => w.Add(2)));
        Assert.Equal(
            "# HELP bytes_seconds h\n# TYPE bytes_seconds counter\n# UNIT bytes_seconds seconds\nbytes_seconds_total 2\n# EOF\n",
            Write(MetricsFormat.OpenMetrics, counter, w => { w.Add(2); w.End(); }));
    }

    [Fact]
    public void Family_without_samples_leaves_no_trace_and_an_empty_label_is_left_out()
    {
        Assert.Equal("", Write(MetricsFormat.Text, Metric("g", MetricType.Gauge, "h"), _ => { }));
        Assert.EndsWith("\ng{b=\"2\"} 0\n", Write(MetricsFormat.Text, Metric("g", MetricType.Gauge, "h", "a", "b"), w => w.Add(0, "", "2")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.1, "0.1")]
    [InlineData(1795408554.187, "1795408554.187")]
    [InlineData(1e-9, "1E-09")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "+Inf")]
    [InlineData(double.NegativeInfinity, "-Inf")]
    public void Numbers_are_written_as_scrapers_read_them(double value, string written) =>
        Assert.EndsWith($"\ng {written}\n", Write(MetricsFormat.Text, Metric("g", MetricType.Gauge, "h"), w => w.Add(value)), StringComparison.Ordinal);

    [Fact]
    public void Buckets_are_cumulative_and_sum_and_count_agree()
    {
        var histogram = new DurationHistogram();
        foreach (var milliseconds in new[] { 0.5, 3, 40, 40, 99_000 })
            histogram.Add(TimeSpan.FromMilliseconds(milliseconds));

        var page = PrometheusText.Parse(Write(MetricsFormat.Text, Metric("h", MetricType.Histogram, "h"), w => w.Add(histogram, [])));

        Assert.Empty(page.Problems);
        Assert.Equal(1, page.Samples["h_bucket{le=\"0.001\"}"]);
        Assert.Equal(2, page.Samples["h_bucket{le=\"0.005\"}"]);
        Assert.Equal(4, page.Samples["h_bucket{le=\"30.0\"}"]);
        Assert.Equal(5, page.Samples["h_bucket{le=\"+Inf\"}"]);
        Assert.Equal(5, page.Samples["h_count"]);
        Assert.Equal(99.0835, page.Samples["h_sum"], 6);
    }

    [Fact]
    public void Labels_stand_before_the_bound_and_identity_before_both()
    {
        var metric = Metric("h", MetricType.Histogram, "h", "phase");
        var text = Write(MetricsFormat.Text, metric, w =>
        {
            w.Identity = MetricsWriter.Encode([new("monitor", "a\"b")]);
            w.Add(new DurationHistogram(), [], "tls");
        });

        Assert.Contains("h_bucket{monitor=\"a\\\"b\",phase=\"tls\",le=\"1.0\"} 0\n", text, StringComparison.Ordinal);
        Assert.Contains("h_count{monitor=\"a\\\"b\",phase=\"tls\"} 0\n", text, StringComparison.Ordinal);
    }

    private static Metric<int> Metric(string name, MetricType type, string help, params string[] labels) => new(name, type, help, labels, (_, _) => { });

    private static string Write(MetricsFormat format, Metric metric, Action<MetricsWriter> write) => MetricsText.Of(format, writer =>
    {
        writer.Begin(metric);
        write(writer);
    });
}
