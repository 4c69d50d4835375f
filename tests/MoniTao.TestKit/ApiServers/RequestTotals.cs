using System.Globalization;
using System.Text.RegularExpressions;

namespace MoniTao.TestKit.ApiServers;

/// <summary>Reads request counts from the Prometheus text that an API server serves at <c>/metrics</c>.</summary>
internal static partial class RequestTotals
{
    private const string Family = "apiserver_request_total{";

    public static long Count(string metrics, string verb, string resource, string subresource)
    {
        double sum = 0;
        foreach (var line in metrics.Split('\n'))
        {
            if (!line.StartsWith(Family, StringComparison.Ordinal))
                continue;
            var labels = Label().Matches(line).ToDictionary(match => match.Groups["name"].Value, match => match.Groups["value"].Value);
            if (Has(labels, "verb", verb) && Has(labels, "resource", resource) && Has(labels, "subresource", subresource))
                sum += double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture);
        }

        return (long)sum;
    }

    private static bool Has(Dictionary<string, string> labels, string name, string wanted) =>
        string.Equals(labels.GetValueOrDefault(name, ""), wanted, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"(?<name>\w+)=""(?<value>(?:[^""\\]|\\.)*)""", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Label();
}
