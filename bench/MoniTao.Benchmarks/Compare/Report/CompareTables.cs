using System.Globalization;
using System.Text;

namespace MoniTao.Benchmarks.Compare.Report;

/// <summary>The tables of the comparison in Markdown.</summary>
internal static class CompareTables
{
    public static string Of(CompareResults results)
    {
        var rows = Row.Of(results);
        var versions = string.Join(", ", results.Versions.Select(version => $"{version.Key} {version.Value}"));
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{results.Day:yyyy-MM-dd}, {results.Cores} × {results.Processor}: {versions}; load average {results.Load:F0}. {Rounds(results)} rounds of each in turn; the median of the rounds, and in brackets the smallest and the largest. A ratio is made within a round.\n\n");
        text.Append(CultureInfo.InvariantCulture, $"As fast as {results.InFlight} probes at once go, {results.Probes} probes a round:\n\n");
        text.Append("| | CPU per probe, monitao | blackbox_exporter | ratio | probes a second, monitao | blackbox_exporter | peak memory, monitao | blackbox_exporter |\n|---|---|---|---|---|---|---|---|\n");
        foreach (var row in rows.Where(row => row.Targets is null))
        {
            text.Append(CultureInfo.InvariantCulture, $"| {row.Subject} | {row.Monitao.Cpu.Text("F2")} ms | {row.Blackbox.Cpu.Text("F2")} ms | **{row.Ratio.Text("F2")}** ");
            text.Append(CultureInfo.InvariantCulture, $"| {row.Monitao.Rate.Median:F0} | {row.Blackbox.Rate.Median:F0} | {row.Monitao.Peak.Median:F0} MiB | {row.Blackbox.Peak.Median:F0} MiB |\n");
        }

        foreach (var setting in rows.Where(row => row.Targets is not null).GroupBy(row => row.Targets))
        {
            text.Append(CultureInfo.InvariantCulture, $"\nScraped by Prometheus, {setting.Key} targets, each probed every {results.Period} s, for {results.ScrapedSeconds:F0} s a round:\n\n");
            Scraped(text, setting);
        }

        return text.ToString();
    }

    private static string Rounds(CompareResults results)
    {
        var (fewest, most) = (results.Samples.GroupBy(s => (s.Subject, s.Targets)).Min(setting => setting.Max(s => s.Round)), results.Samples.Max(s => s.Round));
        return fewest == most ? $"{most}" : $"{fewest} to {most}";
    }

    private static void Scraped(StringBuilder text, IEnumerable<Row> rows)
    {
        text.Append("| | CPU per probe, monitao | its Prometheus | blackbox_exporter | its Prometheus | monitao to blackbox_exporter | to blackbox_exporter and Prometheus | peak memory, monitao | blackbox_exporter |\n|---|---|---|---|---|---|---|---|---|\n");
        foreach (var row in rows)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {row.Subject} | {row.Monitao.Cpu.Text("F2")} ms | {row.Monitao.PrometheusCpu!.Median:F2} ms | {row.Blackbox.Cpu.Text("F2")} ms | {row.Blackbox.PrometheusCpu!.Median:F2} ms ");
            text.Append(CultureInfo.InvariantCulture, $"| **{row.Ratio.Text("F2")}** | **{row.RatioWithPrometheus!.Text("F2")}** | {row.Monitao.Peak.Median:F0} MiB | {row.Blackbox.Peak.Median:F0} MiB |\n");
        }
    }
}
