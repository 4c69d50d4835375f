namespace MoniTao.Dashboards;

/// <summary>
/// Parts of queries. Every one adds up over replicas (<c>max by</c>), because two of them may be scraped while one takes over
/// from the other.
/// </summary>
internal static class Promql
{
    /// <summary>The monitors that are chosen at the top of the dashboard.</summary>
    public const string Chosen = "namespace=~\"$namespace\", monitor=~\"$monitor\"";

    /// <summary>1 or 0 for each monitor with a confirmed verdict.</summary>
    public const string Reachable = $"max by (namespace, monitor) (monitao_reachable{{{Chosen}}})";

    /// <summary>Why each monitor fails that does.</summary>
    public const string Failures = $"max by (namespace, monitor, reason, layer, fault) (monitao_failure_info{{{Chosen}}})";

    /// <summary>Failures of what is monitored, not of the prober.</summary>
    public const string TrueFailures = $$"""max by (namespace, monitor, reason, layer) (monitao_failure_info{{{Chosen}}, fault!="prober"})""";

    /// <summary>A zero with a name in place of no answer: nothing fails.</summary>
    public static string OrNone(string expression, string label) => $"{expression} or on () label_replace(vector(0), \"{label}\", \"none\", \"\", \"\")";

    public static string OrZero(string expression) => $"{expression} or vector(0)";
}
