using MoniTao.Operator.Metrics;

namespace MoniTao.Operator.Tests.Metrics;

public sealed class MetricsFormatTests
{
    [Theory]
    [InlineData("application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1", true)]
    [InlineData("application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,text/plain;version=0.0.4;q=0.5,*/*;q=0.1", true)]
    [InlineData("application/openmetrics-text", true)]
    [InlineData("application/openmetrics-text;version=2.0.0,text/plain;q=0.5", false)]
    [InlineData("application/openmetrics-text;q=0.2,text/plain;q=0.9", false)]
    [InlineData("application/openmetrics-text;q=0", false)]
    [InlineData("text/html,*/*;q=0.8", false)]
    [InlineData("not a header;;", false)]
    [InlineData("", false)]
    public void Scraper_gets_OpenMetrics_only_when_it_prefers_it(string accept, bool open) =>
        Assert.Same(open ? MetricsFormat.OpenMetrics : MetricsFormat.Text, MetricsFormat.Negotiate([accept]));

    [Fact]
    public void Without_the_header_it_is_text() => Assert.Same(MetricsFormat.Text, MetricsFormat.Negotiate([]));
}
