namespace MoniTao.Fleet;

/// <summary>What the fleet costs once it runs, with a scrape each 30 seconds as Prometheus does it.</summary>
internal sealed class SteadyPhase(RunOptions options, ApiServer api, Findings findings)
{
    private static readonly TimeSpan ScrapeEvery = TimeSpan.FromSeconds(30);

    /// <returns>CPU for each probe, in milliseconds.</returns>
    public async Task<double> RunAsync(OperatorProcess process, CancellationToken cancellation)
    {
        findings.Say($"steady: {options.Minutes} minutes");
        var first = MetricsText.Parse(await process.PageAsync([], cancellation));
        var counters = await api.CountersAsync(cancellation);
        var (start, cpu) = (Clock.Now, process.Cpu());
        var (rss, took, bytes, scrapes) = (0.0, 0.0, 0.0, 0);
        while (Clock.Since(start) < options.Minutes * 60)
        {
            await Task.Delay(ScrapeEvery, cancellation);
            var scrape = Clock.Now;
            bytes = (await process.PageAsync([], cancellation)).Length;
            took = Math.Max(took, Clock.Since(scrape));
            rss = Math.Max(rss, process.Memory("VmRSS"));
            scrapes++;
        }

        var (seconds, used) = (Clock.Since(start), process.Cpu() - cpu);
        var last = MetricsText.Parse(await process.PageAsync([], cancellation));
        double Grown(string name, params string[] labels) => last.Sum(name, labels) - first.Sum(name, labels);
        var probes = Grown("monitao_probes_total");
        findings.AtMostOfFleet("steady: CPU, of one core", 100 * used / seconds, 35, "%");
        findings.Add("steady: CPU for each probe, all else included", 1000 * used / probes, "ms");
        findings.Add("steady: probes, of those that were due", probes / (options.Monitors / (double)options.Period * seconds));
        findings.AtMostOfFleet("steady: RSS, largest of the samples", rss, 300, "MiB");
        findings.Add("steady: RSS at its peak since the start", process.Memory("VmHWM"), "MiB");
        findings.Add("steady: GC pauses", 1000 * Grown("dotnet_gc_pause_seconds_total") / seconds, "ms/s");
        findings.Add("steady: collections of generation 2", Grown("dotnet_collection_count_total", "generation=\"2\""));
        findings.Add("steady: allocated for each probe, all else included", Grown("dotnet_gc_allocated_bytes_total") / probes / 1024, "KiB");
        findings.Add("steady: GC heap committed", last.Sum("dotnet_gc_committed_bytes") / 1024 / 1024, "MiB");
        findings.Add("steady: active timers", last.Sum("dotnet_timers"));
        findings.Add("steady: open sockets", process.Sockets());
        Lag(first, last);
        findings.Add("steady: scrape, size", bytes / 1024 / 1024, "MiB");
        findings.Add("steady: scrape, longest", took, "s");
        findings.Add("steady: series", last.Samples.Count);
        Requests.Tell(findings, "steady", counters, await api.CountersAsync(cancellation), seconds);
        Verdicts(last, Grown("monitao_probes_total", "result=\"inconclusive\""));
        return 1000 * used / probes;
    }

    private void Lag(MetricsText first, MetricsText last)
    {
        const string name = "monitao_scheduler_lag_seconds";
        var (before, after) = (first.Buckets(name), last.Buckets(name));
        findings.Add("steady: scheduler lag, p50 (bucket)", 1000 * Quantiles.Of(0.5, before, after), "ms");
        findings.AtMost("steady: scheduler lag, p99 (bucket)", 1000 * Quantiles.Of(0.99, before, after), 100, "ms");
        findings.Add("steady: scheduler lag, longest (bucket)", 1000 * Quantiles.Of(1, before, after), "ms");
    }

    private void Verdicts(MetricsText page, double inconclusive)
    {
        static string Name(string key) => key.Split("monitor=\"")[1].Split('"')[0];
        var verdicts = page.Samples.Where(sample => sample.Key.StartsWith("monitao_reachable{", StringComparison.Ordinal)).ToList();
        var outages = page.Samples.Where(sample => sample.Key.StartsWith("monitao_outage_seconds_total{", StringComparison.Ordinal));
        findings.AtMost("verdicts: healthy ones that were Down at any time", outages.Count(sample => sample.Value > 0 && !Mix.IsFailing(Name(sample.Key))), 0);
        findings.AtMost("verdicts: failing ones that are Up", verdicts.Count(sample => sample.Value > 0 && Mix.IsFailing(Name(sample.Key))), 0);
        findings.AtMost("verdicts: monitors without one", options.Monitors - verdicts.Count, 0);
        findings.Add("verdicts: probes that proved nothing", inconclusive);
    }
}
