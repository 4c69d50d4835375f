using System.Text.RegularExpressions;

namespace MoniTao.Operator.Tests.Dashboards.Support;

/// <summary>Puts values into PromQL as Grafana's Prometheus data source does.</summary>
internal static partial class Interpolation
{
    /// <summary>What Grafana itself defines.</summary>
    /// <param name="range">The time range.</param>
    /// <param name="interval">The distance of two points.</param>
    public static Dictionary<string, string> BuiltIns(TimeSpan range, TimeSpan interval) => new()
    {
        ["__range"] = $"{range.TotalSeconds:0}s",
        ["__interval"] = $"{interval.TotalSeconds:0}s",
        // a data source to which nobody told the interval of scrapes takes 15 s for it, and four of them
        ["__rate_interval"] = $"{Math.Max(interval.TotalSeconds + 15, 60):0}s",
    };

    /// <summary>The text for the values that are chosen: of several a regular expression, as the label matchers expect.</summary>
    public static string Regex(IReadOnlyList<string> values) =>
        values.Count == 1 ? Escape(values[0]) : $"({string.Join('|', values.Select(Escape))})";

    /// <summary>Names that nobody defined stay as they are, such as <c>$1</c> of label_replace.</summary>
    public static string Apply(string text, IReadOnlyDictionary<string, string> values) => Variable().Replace(
        text, match => values.TryGetValue(Name(match), out var value) ? value : match.Value);

    /// <summary>The names of variables in a text, with Grafana's own.</summary>
    public static IEnumerable<string> NamesIn(string text) => Variable().Matches(text).Select(Name).Where(name => !char.IsAsciiDigit(name[0]));

    private static string Name(Match match) => match.Groups["name"].Value;

    private static string Escape(string value) => Special().Replace(value.Replace(@"\", @"\\\\", StringComparison.Ordinal), @"\\$0");

    [GeneratedRegex(@"\$\{(?<name>\w+)[^}]*\}|\$(?<name>\w+)")]
    private static partial Regex Variable();

    [GeneratedRegex(@"[$^*{}\[\]'+?.()|]")]
    private static partial Regex Special();
}
