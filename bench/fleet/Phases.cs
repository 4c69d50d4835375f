namespace MoniTao.Fleet;

/// <summary>A first start with monitors that nobody knows yet, then a restart with the same, and what they cost from then on.</summary>
internal sealed class Phases(RunOptions options, ApiServer api, Mix mix, Findings findings)
{
    private const double AcceptedWithin = 10;

    /// <summary>35 % of a core for 10,000 monitors at 30 s is 1.05 ms for each probe, and was asked of a machine where a handshake takes 0.44 ms.</summary>
    private const double Handshakes = 2.4;

    private double Rate => (double)options.Monitors / options.Period;

    public async Task FirstStartAsync(CancellationToken cancellation)
    {
        findings.Say("first start: every monitor is new");
        var before = await api.CountersAsync(cancellation);
        var began = Clock.Now;
        using var process = Start();
        await StartedAsync(process, "first start", known: false, cancellation);
        var writes = await WritingAsync(process, cancellation);
        findings.Add("first start: status writes stored for each monitor", writes / options.Monitors);
        Requests.Tell(findings, "first start", before, await api.CountersAsync(cancellation), Clock.Since(began));
        findings.Add("first start: RSS at its peak", process.Memory("VmHWM"), "MiB");
        await process.StopAsync(cancellation);
    }

    public async Task RestartAndWatchAsync(CancellationToken cancellation)
    {
        findings.Say("restart: every monitor is known");
        using var process = Start();
        await StartedAsync(process, "restart", known: true, cancellation);
        var cpu = await new SteadyPhase(options, api, findings).RunAsync(process, cancellation);
        await new ChangePhase(api, mix, findings).RunAsync(options.Monitors, cancellation);
        await process.StopAsync(cancellation);
        var handshake = await Yardstick.MeasureAsync(options.Ports, cancellation);
        findings.Add("yardstick: a TLS handshake by openssl s_time, user time", handshake, "ms");
        findings.AtMost("steady: CPU for each probe, in such handshakes", cpu / handshake, Handshakes);
    }

    /// <summary>Until what is new is written, and what is left are heartbeats.</summary>
    private async Task<double> WritingAsync(OperatorProcess process, CancellationToken cancellation)
    {
        const int pause = 4;
        var (writes, enough) = (0.0, 5 + (2.0 * pause * Math.Min(options.Monitors / 300.0, 20)));
        for (var (quiet, start) = (0, Clock.Now); quiet < 3 && Clock.Since(start) < 1800;)
        {
            await Task.Delay(TimeSpan.FromSeconds(pause), cancellation);
            var now = (await process.ScrapeAsync(cancellation, "monitao_status_writes_total")).Sum("monitao_status_writes_total");
            quiet = now >= options.Monitors && now - writes < enough ? quiet + 1 : 0;
            writes = now;
        }

        return writes;
    }

    private OperatorProcess Start() => new(options.Operator, Path.Combine(options.Folder, "..", "kubeconfig"), options.Ports, options.Folder, []);

    private async Task StartedAsync(OperatorProcess process, string name, bool known, CancellationToken cancellation)
    {
        using var arrivals = new ArrivalRate(options.Ports);
        var start = Clock.Now;
        var serving = await Wait.UntilAsync(process, page => page.Samples.Count > 0, "monitao_build_info", 60, cancellation);
        findings.Add($"{name}: serves /metrics after", serving - start < 0 ? 0 : TimeProvider.System.GetElapsedTime(start, serving).TotalSeconds, "s");
        var accepted = await Wait.UntilAsync(process, page => page.Sum("monitao_scheduler_monitors") >= options.Monitors, "monitao_scheduler_monitors", 600, cancellation);
        findings.AtMostOfFleet($"{name}: all accepted after", TimeProvider.System.GetElapsedTime(start, accepted).TotalSeconds, AcceptedWithin, "s");
        var probed = await Wait.UntilAsync(
            process, page => page.Count("monitao_last_probe_timestamp_seconds") >= options.Monitors, "monitao_last_probe_timestamp_seconds", 600, cancellation);
        findings.AtMostOfFleet($"{name}: all probed, from all accepted on", TimeProvider.System.GetElapsedTime(accepted, probed).TotalSeconds, options.Period + 2, "s");
        await Task.Delay(TimeSpan.FromSeconds(options.Period), cancellation);
        var peak = await arrivals.PeakAsync(0, double.MaxValue);
        var most = $"{name}: most probes in one second, of the steady rate";
        // new monitors are probed out of turn, 50 a second, which is much only for a small fleet
        if (known)
            findings.AtMost(most, peak / Rate, 2);
        else
            findings.Add(most, peak / Rate);
    }
}
