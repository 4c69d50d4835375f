namespace MoniTao.Fleet;

/// <summary>What the API server counted between two readings.</summary>
internal static class Requests
{
    private const string Resource = "resource=\"connectivitymonitors\"";

    public static void Tell(Findings findings, string phase, MetricsText before, MetricsText after, double seconds)
    {
        double Grown(string name, params string[] labels) => after.Sum(name, labels) - before.Sum(name, labels);
        double Asked(params string[] labels) => Grown("apiserver_request_total", labels);
        var writes = Asked(Resource, "subresource=\"status\"");
        findings.Add($"{phase}: API: status writes", writes / seconds, "/s");
        findings.Add($"{phase}: API: Events", Asked("resource=\"events\"", "verb=\"POST\"") + Asked("resource=\"events\"", "verb=\"PATCH\""), "");
        findings.Add($"{phase}: API: reads of ConfigMaps and Secrets", (Asked("resource=\"configmaps\"", "verb=\"GET\"") + Asked("resource=\"secrets\"", "verb=\"GET\"")) / seconds, "/s");
        findings.Add($"{phase}: API: Lease", Asked("resource=\"leases\"") / seconds, "/s");
        findings.Add($"{phase}: API: sent on the watch", Grown("apiserver_watch_events_sizes_sum", "kind=\"ConnectivityMonitor\"") / 1024 / seconds, "KiB/s");
    }
}
