namespace MoniTao.Fleet;

/// <summary>A first start with monitors that nobody knows yet, then a restart with the same, and what they cost from then on.</summary>
internal sealed class Phases(RunOptions options, ApiServer api, Mix mix, Findings findings)
{
    private const double AcceptedWithin = 10;

    private double Rate => (double)options.Monitors / options.Period;

    public async Task FirstStartAsync(CancellationToken cancellation)
    {
        findings.Say("first start: every monitor is new");
        var before = await api.CountersAsync(cancellation);
        using var process = Start();
        await StartedAsync(process, "first start", cancellation);
        var started = Clock.Now;
        var writes = 0.0;
        for (var quiet = 0; quiet < 3 && Clock.Since(started) < 1800;)
        {
            await Task.Delay(TimeSpan.FromSeconds(4), cancellation);
            var now = (await process.ScrapeAsync(cancellation, "monitao_status_writes_total")).Sum("monitao_status_writes_total");
            quiet = now - writes < 1 + (options.Monitors / 1000) ? quiet + 1 : 0;
            writes = now;
        }

        findings.Add("first start: status writes stored for each monitor", writes / options.Monitors);
        Requests.Tell(findings, "first start", before, await api.CountersAsync(cancellation), Clock.Since(started));
        findings.Add("first start: RSS at its peak", process.Memory("VmHWM"), "MiB");
        await process.StopAsync(cancellation);
    }

    public async Task RestartAndWatchAsync(CancellationToken cancellation)
    {
        findings.Say("restart: every monitor is known");
        using var process = Start();
        await StartedAsync(process, "restart", cancellation);
        await new SteadyPhase(options, api, findings).RunAsync(process, cancellation);
        await new ChangePhase(api, mix, findings).RunAsync(options.Monitors, cancellation);
        await process.StopAsync(cancellation);
    }

    private OperatorProcess Start() => new(options.Operator, Path.Combine(options.Folder, "..", "kubeconfig"), options.Ports, options.Folder, []);

    private async Task StartedAsync(OperatorProcess process, string name, CancellationToken cancellation)
    {
        using var arrivals = new ArrivalRate(options.Ports);
        var start = Clock.Now;
        var serving = await Wait.UntilAsync(process, page => page.Samples.Count > 0, "monitao_build_info", 60, cancellation);
        findings.Add($"{name}: serves /metrics after", serving - start < 0 ? 0 : TimeProvider.System.GetElapsedTime(start, serving).TotalSeconds, "s");
        var accepted = await Wait.UntilAsync(process, page => page.Sum("monitao_scheduler_monitors") >= options.Monitors, "monitao_scheduler_monitors", 600, cancellation);
        findings.AtMost($"{name}: all accepted after", TimeProvider.System.GetElapsedTime(start, accepted).TotalSeconds, AcceptedWithin, "s");
        var probed = await Wait.UntilAsync(
            process, page => page.Count("monitao_last_probe_timestamp_seconds") >= options.Monitors, "monitao_last_probe_timestamp_seconds", 600, cancellation);
        findings.AtMost($"{name}: all probed, from all accepted on", TimeProvider.System.GetElapsedTime(accepted, probed).TotalSeconds, options.Period + 2, "s");
        await Task.Delay(TimeSpan.FromSeconds(options.Period), cancellation);
        var peak = await arrivals.PeakAsync(0, double.MaxValue);
        findings.AtMost($"{name}: most probes in one second, of the steady rate", peak / Rate, 2);
    }
}
