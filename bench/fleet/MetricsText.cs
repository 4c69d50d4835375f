using System.Globalization;
using System.Text;

namespace MoniTao.Fleet;

/// <summary>A page in Prometheus text, as far as sums and histograms need it.</summary>
internal sealed class MetricsText(List<KeyValuePair<string, double>> samples)
{
    /// <summary>The samples by name and labels, as written.</summary>
    public IReadOnlyList<KeyValuePair<string, double>> Samples => samples;

    public static MetricsText Parse(ReadOnlySpan<byte> utf8)
    {
        var samples = new List<KeyValuePair<string, double>>();
        foreach (var range in utf8.Split((byte)'\n'))
        {
            var line = utf8[range];
            if (line.Length == 0 || line[0] == '#')
                continue;
            var space = line.LastIndexOf((byte)' ');
            samples.Add(new(Encoding.UTF8.GetString(line[..space]), Number(Encoding.UTF8.GetString(line[(space + 1)..]))));
        }

        return new MetricsText(samples);
    }

    /// <summary>The sum of all samples of a name that have all these labels, each written as <c>key="value"</c>.</summary>
    public double Sum(string name, params string[] labels) => samples
        .Where(sample => IsOf(sample.Key, name) && labels.All(label => sample.Key.Contains(label, StringComparison.Ordinal)))
        .Sum(sample => sample.Value);

    public int Count(string name) => samples.Count(sample => IsOf(sample.Key, name));

    /// <summary>The cumulative counts of a histogram's buckets by their upper bounds.</summary>
    public IReadOnlyList<(double Bound, double Count)> Buckets(string name) =>
        [.. samples.Where(sample => IsOf(sample.Key, $"{name}_bucket")).Select(sample => (Bound(sample.Key), sample.Value)).OrderBy(bucket => bucket.Item1)];

    private static double Bound(string key)
    {
        var from = key.IndexOf("le=\"", StringComparison.Ordinal) + 4;
        return Number(key[from..key.IndexOf('"', from)]);
    }

    private static double Number(string text) => text switch
    {
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        _ => double.Parse(text, CultureInfo.InvariantCulture),
    };

    private static bool IsOf(string key, string name) =>
        key.StartsWith(name, StringComparison.Ordinal) && (key.Length == name.Length || key[name.Length] == '{');
}
