using System.Globalization;

namespace MoniTao.Benchmarks.Compare.Report;

/// <summary>The result for who waits at the terminal: medians, and the smallest and largest of all rounds.</summary>
internal static class TerminalTable
{
    public static string Of(CompareResults results)
    {
        List<string> lines = ["", $"{"CPU per probe in ms",-32}{"monitao",-22}{"blackbox",-22}{"ratio",-20}with Prometheus"];
        lines.AddRange(Row.Of(results).Select(row => string.Create(
            CultureInfo.InvariantCulture,
            $"{row.Subject + (row.Targets is { } targets ? $", {targets} scraped" : ""),-32}{row.Monitao.Cpu.Text("F3"),-22}{row.Blackbox.Cpu.Text("F3"),-22}{row.Ratio.Text("F2"),-20}{row.RatioWithPrometheus?.Text("F2")}").TrimEnd()));
        return string.Join('\n', lines);
    }
}
