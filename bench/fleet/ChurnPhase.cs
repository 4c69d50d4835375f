namespace MoniTao.Fleet;

/// <summary>
/// Monitors come and go all the time: each second as many of the oldest are deleted as new ones are created. Memory, sockets, timers and
/// series must neither grow with time nor stay when all are gone.
/// </summary>
internal sealed class ChurnPhase(RunOptions options, ApiServer api, Mix mix, Findings findings)
{
    private const double Judged = 15; // minutes at the end
    private const double AllowedGrowth = 0.01;

    public async Task RunAsync(CancellationToken cancellation)
    {
        using var process = new OperatorProcess(options.Operator, Path.Combine(options.Folder, "..", "kubeconfig"), options.Ports, options.Folder, []);
        await Wait.UntilAsync(process, page => page.Sum("monitao_leader") > 0, "monitao_leader", 60, cancellation);
        await Wait.UntilAsync(process, page => page.Sum("monitao_scheduler_monitors") >= options.Monitors, "monitao_scheduler_monitors", 600, cancellation);
        var (oldest, next) = (0, options.Monitors);
        var samples = new List<(double Minute, double Rss, int Sockets, double Timers, int Series)>();
        var each = Math.Max(1, options.Monitors / options.Period / 10);
        var start = Clock.Now;
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (Clock.Since(start) < options.Churn * 60 && await timer.WaitForNextTickAsync(cancellation))
        {
            await api.CreateAsync(Enumerable.Range(next, each).Select(i => mix.Manifest(i)), cancellation);
            await api.DeleteAsync(Enumerable.Range(oldest, each).Select(Mix.Name), cancellation);
            (oldest, next) = (oldest + each, next + each);
            if (Clock.Since(start) / 60 < (samples.Count + 1) / 2.0)
                continue;
            samples.Add(await SampleAsync(process, Clock.Since(start) / 60, cancellation));
            var now = samples[^1];
            findings.Say($"minute {now.Minute:F1}: {next - options.Monitors} replaced, RSS {now.Rss:F1} MiB, {now.Sockets} sockets, {now.Timers} timers, {now.Series} series");
        }

        findings.Add("churn: monitors created and deleted", next - options.Monitors);
        Judge(samples);
        await api.DeleteAsync(Enumerable.Range(oldest, next - oldest).Select(Mix.Name), cancellation);
        await Wait.UntilAsync(process, page => page.Sum("monitao_scheduler_monitors") == 0, "monitao_scheduler_monitors", 300, cancellation);
        await Task.Delay(TimeSpan.FromSeconds(15), cancellation); // probes that were running end with their time-out
        var (_, _, sockets, timers, _) = await SampleAsync(process, 0, cancellation);
        var page = MetricsText.Parse(await process.PageAsync([], cancellation));
        findings.AtMost("churn: series of monitors after all were deleted", page.Samples.Count(sample => sample.Key.Contains("monitor=\"", StringComparison.Ordinal)), 0);
        findings.AtMost("churn: sockets after all were deleted", sockets, 30);
        findings.AtMost("churn: timers after all were deleted", timers, 40);
        await process.StopAsync(cancellation);
    }

    private static async Task<(double Minute, double Rss, int Sockets, double Timers, int Series)> SampleAsync(OperatorProcess process, double minute, CancellationToken cancellation)
    {
        var page = MetricsText.Parse(await process.PageAsync([], cancellation));
        return (minute, process.Memory("VmRSS"), process.Sockets(), page.Sum("dotnet_timers"), page.Samples.Count);
    }

    /// <summary>The growth over the last minutes: the median of the last third against that of the first, for single samples are noise.</summary>
    private void Judge(List<(double Minute, double Rss, int Sockets, double Timers, int Series)> samples)
    {
        var last = samples.Where(sample => sample.Minute >= options.Churn - Judged).ToList();
        double Growth(Func<(double Minute, double Rss, int Sockets, double Timers, int Series), double> value)
        {
            var third = Math.Max(1, last.Count / 3);
            static double Median(IEnumerable<double> values) => values.Order().ElementAt(values.Count() / 2);
            return (Median(last.TakeLast(third).Select(value)) / Median(last.Take(third).Select(value))) - 1;
        }

        findings.AtMost($"churn: growth of RSS over the last {Judged} minutes", Growth(sample => sample.Rss), AllowedGrowth);
        findings.Add("churn: growth of timers over that time", Growth(sample => sample.Timers));
        findings.Add("churn: growth of sockets over that time", Growth(sample => sample.Sockets));
        findings.Add("churn: growth of series over that time", Growth(sample => sample.Series));
        findings.Add("churn: RSS at its peak", samples.Max(sample => sample.Rss), "MiB");
    }
}
