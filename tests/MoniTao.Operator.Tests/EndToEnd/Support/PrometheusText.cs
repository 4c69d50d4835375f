using System.Globalization;
using System.Text.RegularExpressions;

namespace MoniTao.Operator.Tests.EndToEnd.Support;

/// <summary>A strict reader of the Prometheus text format: what it finds wrong, a real scraper would drop or refuse.</summary>
internal sealed partial class PrometheusText
{
    private readonly Dictionary<string, string> _types = [];
    private readonly List<string> _problems = [];

    private PrometheusText()
    {
    }

    /// <summary>Value of each series, by its name with labels.</summary>
    public Dictionary<string, double> Samples { get; } = [];

    /// <summary>What is wrong; empty for a page in order.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>Series whose values can only grow.</summary>
    public IEnumerable<string> Counters => Samples.Keys.Where(series => _types.GetValueOrDefault(Family(series)) is "counter" or "histogram");

    public static PrometheusText Parse(string text)
    {
        var page = new PrometheusText();
        if (!text.EndsWith('\n'))
            page._problems.Add("no line feed at the end");
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            page.Read(line);
        page.CheckHistograms();
        return page;
    }

    private void Read(string line)
    {
        if (line.StartsWith("# TYPE ", StringComparison.Ordinal))
        {
            var words = line.Split(' ');
            if (words.Length != 4 || !_types.TryAdd(words[2], words[3]))
                _problems.Add($"second or bad {line}");
        }
        else if (!line.StartsWith("# HELP ", StringComparison.Ordinal))
        {
            var sample = Sample().Match(line);
            if (!sample.Success || !double.TryParse(Number(sample.Groups["value"].Value), CultureInfo.InvariantCulture, out var value))
                _problems.Add($"not a sample: {line}");
            else if (!Samples.TryAdd(sample.Groups["series"].Value, value))
                _problems.Add($"twice: {line}");
            else if (!_types.ContainsKey(Family(sample.Groups["series"].Value)))
                _problems.Add($"no type before: {line}");
        }
    }

    private void CheckHistograms()
    {
        foreach (var buckets in Samples.Where(s => s.Key.Contains("_bucket{", StringComparison.Ordinal)).GroupBy(s => Bound().Replace(s.Key, "")))
        {
            var counts = buckets.Select(b => b.Value).ToList();
            if (!counts.SequenceEqual(counts.Order()) || !buckets.Last().Key.Contains("le=\"+Inf\"", StringComparison.Ordinal))
                _problems.Add($"not cumulative: {buckets.Key}");
            var count = buckets.Key.Replace("_bucket", "_count", StringComparison.Ordinal).Replace("{}", "", StringComparison.Ordinal);
            if (Samples.GetValueOrDefault(count, -1) != counts[^1])
                _problems.Add($"{count} is not the last bucket");
        }
    }

    private string Family(string series)
    {
        var name = series.Split('{')[0];
        return _types.ContainsKey(name) ? name : Suffix().Replace(name, "");
    }

    private static string Number(string text) => text switch { "+Inf" => "Infinity", "-Inf" => "-Infinity", _ => text };

    [GeneratedRegex("""^(?<series>[a-zA-Z_:][\w:]*(\{([a-zA-Z_]\w*="([^"\\\n]|\\[\\"n])*",?)*\})?) (?<value>\S+)$""")]
    private static partial Regex Sample();

    [GeneratedRegex(",?le=\"[^\"]*\"")]
    private static partial Regex Bound();

    [GeneratedRegex("_(bucket|sum|count)$")]
    private static partial Regex Suffix();
}
