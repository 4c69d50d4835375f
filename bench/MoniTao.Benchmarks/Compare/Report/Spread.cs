using System.Globalization;

namespace MoniTao.Benchmarks.Compare.Report;

/// <summary>Several measurements of one thing.</summary>
internal sealed record Spread(double Median, double Minimum, double Maximum)
{
    public static Spread Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        var middle = sorted.Length / 2;
        return new Spread(sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2, sorted[0], sorted[^1]);
    }

    /// <summary>The median, with the smallest and the largest.</summary>
    public string Text(string format) => string.Create(
        CultureInfo.InvariantCulture, $"{Median.ToString(format, CultureInfo.InvariantCulture)} ({Minimum.ToString(format, CultureInfo.InvariantCulture)}–{Maximum.ToString(format, CultureInfo.InvariantCulture)})");
}
