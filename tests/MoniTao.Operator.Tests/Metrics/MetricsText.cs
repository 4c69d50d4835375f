using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using MoniTao.Operator.Metrics;
using MoniTao.Operator.Tests.EndToEnd.Support;

namespace MoniTao.Operator.Tests.Metrics;

/// <summary>What the page and its parts write, as text.</summary>
internal static class MetricsText
{
    public static async Task<string> OfAsync(MetricsPage page, MetricsFormat? format = null)
    {
        using var stream = new MemoryStream();
        var pipe = PipeWriter.Create(stream, new StreamPipeWriterOptions(leaveOpen: true));
        await page.WriteAsync(pipe, format ?? MetricsFormat.Text, TestContext.Current.CancellationToken);
        await pipe.CompleteAsync();
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>Every sample of one monitor.</summary>
    public static PrometheusText Of(ScrapedMonitor monitor) => PrometheusText.Parse(Of(MetricsFormat.Text, writer =>
    {
        writer.Identity = monitor.Labels;
        writer.Write(MonitorMetrics.All, monitor);
    }));

    public static string Of(MetricsFormat format, Action<MetricsWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        write(new MetricsWriter(buffer, format));
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
