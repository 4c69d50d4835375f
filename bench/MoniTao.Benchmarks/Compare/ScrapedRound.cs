using System.Globalization;
using System.Text.Json;
using MoniTao.Benchmarks.Compare.Contenders;
using MoniTao.Benchmarks.Processes;

namespace MoniTao.Benchmarks.Compare;

/// <summary>The setting of every day: Debian's Prometheus scrapes, the targets are probed once a period.</summary>
internal sealed class ScrapedRound(CompareOptions options, HttpClient http, TimeProvider time)
{
    /// <summary>A minute at the default period: until then a young process compiles what it runs (docs/performance.md).</summary>
    private const int PeriodsBefore = 12;

    /// <summary>Of the probes that were due; below it a side skipped some, and did less work for less.</summary>
    private const double Enough = 0.98;

    /// <summary>Lets both settle, then measures both. The probes are counted by nginx, so that nobody is asked about himself.</summary>
    /// <exception cref="BenchException">A target was not seen as reachable, or probes were left out.</exception>
    public async Task<Sample> MeasureAsync(IContender contender, Subject subject, int targets, int round, CancellationToken cancellation)
    {
        using var folder = new WorkFolder();
        await using var process = await contender.StartAsync(subject, targets, cancellation);
        await using var prometheus = await StartPrometheusAsync(folder, contender.ScrapeConfig(subject, targets), cancellation);
        await Task.Delay(TimeSpan.FromSeconds(PeriodsBefore * options.Period), time, cancellation);
        var (start, before) = (time.GetTimestamp(), (Cpu: CpuTime.Of(process.Id), Prometheus: CpuTime.Of(prometheus.Id), Probes: await AcceptedAsync(cancellation)));
        await Task.Delay(options.Scraped, time, cancellation);
        var (elapsed, after) = (time.GetElapsedTime(start), (Cpu: CpuTime.Of(process.Id), Prometheus: CpuTime.Of(prometheus.Id), Probes: await AcceptedAsync(cancellation)));
        var peak = Memory.Of(process.Id).Peak;
        await CheckAsync(contender, targets, cancellation);
        var probes = after.Probes - before.Probes - 1; // the question itself is a connection too
        var (rate, due) = (probes / elapsed.TotalSeconds, targets / (double)options.Period);
        if (rate < Enough * due)
            throw new BenchException($"{contender.Name}: {rate:0} of {due:0} probes a second were made");
        return new Sample
        {
            Subject = subject.Name,
            Targets = targets,
            Contender = contender.Name,
            Round = round,
            Cpu = (after.Cpu - before.Cpu).TotalMilliseconds / probes,
            PrometheusCpu = (after.Prometheus - before.Prometheus).TotalMilliseconds / probes,
            Rate = rate,
            Peak = peak,
        };
    }

    private async Task<ChildProcess> StartPrometheusAsync(WorkFolder folder, object scrape, CancellationToken cancellation)
    {
        var config = folder.File("prometheus.yml");
        var global = new { scrape_interval = $"{options.Period}s", scrape_timeout = $"{options.Period}s" };
        await File.WriteAllTextAsync(config, JsonSerializer.Serialize(new { global, scrape_configs = new[] { scrape } }), cancellation);
        var prometheus = ChildProcess.Start(
            options.Tool("prometheus"),
            [$"--config.file={config}", $"--storage.tsdb.path={folder.File("data")}", $"--web.listen-address={options.PrometheusAddress}"]);
        await prometheus.WaitForAsync(http, $"http://{options.PrometheusAddress}/-/ready", cancellation);
        return prometheus;
    }

    private async Task CheckAsync(IContender contender, int targets, CancellationToken cancellation)
    {
        var query = Uri.EscapeDataString($"count(last_over_time({contender.SuccessMetric}[1m]) == 1)");
        using var answer = JsonDocument.Parse(await http.GetStringAsync($"http://{options.PrometheusAddress}/api/v1/query?query={query}", cancellation));
        var result = answer.RootElement.GetProperty("data").GetProperty("result");
        var reachable = result.GetArrayLength() == 0 ? "0" : result[0].GetProperty("value")[1].GetString();
        if (reachable != targets.ToString(CultureInfo.InvariantCulture))
            throw new BenchException($"{contender.Name}: {reachable} of {targets} targets are reachable");
    }

    /// <summary>The first of the three counters of ngx_http_stub_status_module.</summary>
    private async Task<long> AcceptedAsync(CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, options.StatusUrl);
        request.Headers.ConnectionClose = true;
        using var answer = await http.SendAsync(request, cancellation);
        var text = await answer.Content.ReadAsStringAsync(cancellation);
        return long.Parse(text.Split('\n')[2].Trim().Split(' ')[0], CultureInfo.InvariantCulture);
    }
}
