using System.Globalization;
using System.Text;

namespace MoniTao.Benchmarks.Micro;

/// <summary>The micro-benchmarks in Markdown.</summary>
internal static class MicroTable
{
    public static string Of(MicroResults results)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{results.Day:yyyy-MM-dd}, the shortest time of each, for others used the machine too:\n\n| | time | allocated |\n|---|---|---|\n");
        foreach (var result in results.Results)
            text.Append(CultureInfo.InvariantCulture, $"| {result.Group}: {result.Name.Replace('_', ' ')} | {Time(result.Nanoseconds)} | {result.Allocated:N0} B |\n");
        return text.ToString();
    }

    private static string Time(double nanoseconds) => nanoseconds switch
    {
        < 1e3 => string.Create(CultureInfo.InvariantCulture, $"{nanoseconds:F0} ns"),
        < 1e6 => string.Create(CultureInfo.InvariantCulture, $"{nanoseconds / 1e3:F1} µs"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{nanoseconds / 1e6:F2} ms"),
    };
}
