using System.Text;
using MoniTao.Connectivity.Telemetry;
using MoniTao.Operator.Metrics;
using MoniTao.Operator.Tests.EndToEnd.Support;

namespace MoniTao.Operator.Tests.Metrics;

public sealed class HistogramTextTests
{
    [Fact]
    public void Buckets_are_cumulative_and_sum_and_count_agree()
    {
        var histogram = new DurationHistogram();
        foreach (var milliseconds in new[] { 0.5, 3, 40, 40, 99_000 })
            histogram.Add(TimeSpan.FromMilliseconds(milliseconds));

        var page = Write("", histogram);

        Assert.Empty(page.Problems);
        Assert.Equal(1, page.Samples["h_bucket{le=\"0.001\"}"]);
        Assert.Equal(2, page.Samples["h_bucket{le=\"0.005\"}"]);
        Assert.Equal(4, page.Samples["h_bucket{le=\"30\"}"]);
        Assert.Equal(5, page.Samples["h_bucket{le=\"+Inf\"}"]);
        Assert.Equal(5, page.Samples["h_count"]);
        Assert.Equal(99.0835, page.Samples["h_sum"], 6);
    }

    [Fact]
    public void Labels_stand_before_the_bound()
    {
        var page = Write("phase=\"tls\"", new DurationHistogram());

        Assert.Empty(page.Problems);
        Assert.Equal(0, page.Samples["h_bucket{phase=\"tls\",le=\"1\"}"]);
        Assert.Equal(0, page.Samples["h_count{phase=\"tls\"}"]);
    }

    private static PrometheusText Write(string labels, DurationHistogram histogram)
    {
        var text = new StringBuilder();
        HistogramText.Write(text, "h", "help", [(labels, histogram)]);
        return PrometheusText.Parse(text.ToString());
    }
}
