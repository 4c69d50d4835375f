using System.Globalization;

namespace MoniTao.Operator.Alerting;

/// <summary>
/// One alert about a resolver that fails several monitors, beside theirs: Alertmanager can let it silence them
/// (<c>alerts/alertmanager</c>), and people read one message in place of a hundred. Its labels are those of the rule.
/// </summary>
internal static class ResolverAlert
{
    /// <summary>Stands in the book where others have their monitor; no monitor has it.</summary>
    public const string Id = "";

    private const int Several = 2;

    /// <summary>The alert, or none while fewer than two monitors fail because of a resolver.</summary>
    public static Alert? Of(IEnumerable<Alert> firing)
    {
        var failing = firing.Where(alert => alert.Labels.GetValueOrDefault("fault") == "resolver" && alert.Labels.ContainsKey("monitor"))
            .OrderBy(alert => alert.StartsAt).ToList();
        if (failing.Count < Several)
            return null;
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["alertname"] = AlertNames.ResolverFailing,
            ["layer"] = "DNS",
            ["fault"] = "resolver",
            ["severity"] = "critical",
        };
        var annotations = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["summary"] = string.Create(CultureInfo.InvariantCulture, $"A DNS resolver fails {failing.Count} monitors"),
            ["description"] = "Look at the resolver before the targets: they may all be well.\nkubectl get connectivitymonitors --all-namespaces",
            ["runbook_url"] = failing[0].Annotations["runbook_url"],
        };
        return new Alert(labels, annotations, failing[Several - 1].StartsAt, null);
    }
}
