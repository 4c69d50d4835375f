using System.Globalization;
using System.Text;

namespace MoniTao.Benchmarks.Compare.Report;

/// <summary>The comparison as a picture: a bar for each side, with a whisker from its smallest to its largest round.</summary>
internal static class CompareChart
{
    private const int Width = 820, Left = 190, Right = 150, BarHeight = 16, GroupHeight = 46, PanelHead = 34;
    private const string Monitao = "#1f6feb", Blackbox = "#8b949e", Prometheus = "#e8a33d", Ink = "#1f2328";

    public static string Of(CompareResults results)
    {
        var panels = Row.Of(results).GroupBy(row => row.Targets).ToArray();
        var body = new StringBuilder();
        var y = 62;
        foreach (var panel in panels)
        {
            body.Append(Text(20, y + 18, panel.Key is { } targets ? $"Scraped by Prometheus: {targets} targets every {results.Period} s" : $"As fast as {results.InFlight} probes at once go", "600"));
            y += PanelHead;
            var scale = (Width - Left - Right) / panel.SelectMany(row => new[] { row.Monitao, row.Blackbox }).Max(Longest);
            foreach (var row in panel)
            {
                body.Append(Text(20, y + 21, row.Subject, "400"));
                Bar(body, y, row.Monitao, Monitao, scale);
                Bar(body, y + BarHeight + 3, row.Blackbox, Blackbox, scale);
                y += GroupHeight;
            }

            y += 10;
        }

        return string.Create(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {y + 6}" font-family="system-ui, sans-serif" font-size="13" role="img" aria-label="CPU per probe of monitao and blackbox_exporter">
            <rect width="{Width}" height="{y + 6}" rx="8" fill="#ffffff" stroke="#d0d7de"/>
            {Text(20, 28, "Milliseconds of CPU per probe (less is better)", "600")}{Legend()}
            {body}</svg>

            """);
    }

    private static double Longest(Side side) => side.Cpu.Maximum + (side.PrometheusCpu?.Maximum ?? 0);

    private static void Bar(StringBuilder body, int y, Side side, string color, double scale)
    {
        var own = side.Cpu.Median * scale;
        body.Append(Rectangle(Left, y, own, color));
        var end = Left + own;
        if (side.PrometheusCpu is { } prometheus)
        {
            body.Append(Rectangle(end, y, prometheus.Median * scale, Prometheus));
            end += prometheus.Median * scale;
        }

        var middle = y + (BarHeight / 2);
        body.Append(string.Create(CultureInfo.InvariantCulture, $"<path d=\"M{Left + (side.Cpu.Minimum * scale):F1} {middle}H{Left + (side.Cpu.Maximum * scale):F1}\" stroke=\"{Ink}\"/>\n"));
        var label = side.PrometheusCpu is { } share ? $"{Number(side.Cpu.Median)} + {Number(share.Median)} ms" : $"{Number(side.Cpu.Median)} ms";
        body.Append(Text(Math.Max(end, Left + (side.Cpu.Maximum * scale)) + 6, y + 13, label, "400"));
    }

    private static string Legend()
    {
        var text = new StringBuilder();
        var x = 20.0;
        foreach (var (color, name) in new[] { (Monitao, "monitao"), (Blackbox, "blackbox_exporter"), (Prometheus, "the Prometheus that scrapes it") })
        {
            text.Append(CultureInfo.InvariantCulture, $"<rect x=\"{x:F0}\" y=\"40\" width=\"12\" height=\"12\" fill=\"{color}\"/>\n").Append(Text(x + 18, 51, name, "400"));
            x += 40 + (name.Length * 7.2);
        }

        return text.ToString();
    }

    private static string Rectangle(double x, int y, double width, string color) =>
        string.Create(CultureInfo.InvariantCulture, $"<rect x=\"{x:F1}\" y=\"{y}\" width=\"{width:F1}\" height=\"{BarHeight}\" fill=\"{color}\"/>\n");

    private static string Text(double x, int y, string text, string weight) =>
        string.Create(CultureInfo.InvariantCulture, $"<text x=\"{x:F0}\" y=\"{y}\" fill=\"{Ink}\" font-weight=\"{weight}\">{text}</text>\n");

    private static string Number(double value) => value.ToString("F2", CultureInfo.InvariantCulture);
}
