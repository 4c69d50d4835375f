using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using MoniTao.Benchmarks.Compare.Contenders;
using MoniTao.Benchmarks.Processes;

namespace MoniTao.Benchmarks.Compare;

/// <summary>All rounds: A B A B …, so that what else the machine does meets both.</summary>
internal sealed partial class Comparison(CompareOptions options, HttpClient http, TimeProvider time, TextWriter output)
{
    private const int Attempts = 3;

    private readonly IContender[] _contenders = [new Monitao(options, http), new Blackbox(options, http, time)];
    private readonly ScrapedRound _scraped = new(options, http, time);
    private readonly long _start = time.GetTimestamp();

    public async Task<CompareResults> RunAsync(CancellationToken cancellation)
    {
        var samples = new List<Sample>();
        foreach (var subject in Subject.All(options.Port).Where(subject => options.Only.Count == 0 || options.Only.Contains(subject.Key, StringComparer.OrdinalIgnoreCase)))
        {
            await RoundsAsync($"{subject.Name}, as fast as it can", samples, (contender, round) => contender.MeasureAsync(subject, round, cancellation));
            foreach (var targets in options.Scraped > TimeSpan.Zero ? options.ScrapedTargets : [])
                await RoundsAsync($"{subject.Name}, {targets} scraped", samples, (contender, round) => _scraped.MeasureAsync(contender, subject, targets, round, cancellation));
        }

        return new CompareResults
        {
            Day = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime),
            Processor = await ProcessorAsync(cancellation),
            Cores = Environment.ProcessorCount,
            Load = await LoadAsync(cancellation),
            Versions = await VersionsAsync(cancellation),
            Probes = options.Probes,
            InFlight = options.InFlight,
            Period = options.Period,
            ScrapedSeconds = options.Scraped.TotalSeconds,
            Samples = samples,
        };
    }

    private async Task RoundsAsync(string what, List<Sample> samples, Func<IContender, int, Task<Sample>> measure)
    {
        for (var round = 1; round <= options.Rounds; round++)
        {
            foreach (var contender in _contenders)
            {
                var sample = await AttemptAsync(() => measure(contender, round));
                samples.Add(sample);
                var prometheus = sample.PrometheusCpu is { } more ? $" + {more:F3} Prometheus" : "";
                await output.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture,
                    $"[{time.GetElapsedTime(_start).TotalSeconds,5:F0}s] {what,-36} {round}/{options.Rounds} {contender.Name,-8} {sample.Cpu:F3} ms/probe{prometheus}, {sample.Rate:F0}/s, {sample.Peak / 1048576.0:F0} MiB"));
            }
        }
    }

    /// <summary>A machine that was too busy for one round is seldom so for three: the round is repeated, and that is said.</summary>
    private async Task<Sample> AttemptAsync(Func<Task<Sample>> measure)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await measure();
            }
            catch (BenchException problem) when (attempt < Attempts)
            {
                await output.WriteLineAsync($"         again, because {problem.Message}");
            }
        }
    }

    private async Task<IReadOnlyDictionary<string, string>> VersionsAsync(CancellationToken cancellation) => new Dictionary<string, string>
    {
        ["monitao"] = Number().Match(Operator.Metrics.MetricsPage.Version).Value,
        [".NET"] = Number().Match(RuntimeInformation.FrameworkDescription).Value,
        ["blackbox_exporter"] = await VersionAsync("prometheus-blackbox-exporter", "--version", cancellation),
        ["prometheus"] = await VersionAsync("prometheus", "--version", cancellation),
        ["nginx"] = await VersionAsync("nginx", "-v", cancellation),
    };

    private async Task<string> VersionAsync(string tool, string flag, CancellationToken cancellation)
    {
        await using var process = ChildProcess.Start(options.Tool(tool), [flag]);
        await process.EndAsync(cancellation);
        return Number().Match(await process.Output + await process.Errors).Value;
    }

    /// <summary>Of "prometheus, version 2.42.0+ds (branch: …" and of "nginx version: nginx/1.22.1".</summary>
    [GeneratedRegex(@"\d+\.\d+\.\d+")]
    private static partial Regex Number();

    /// <summary>Processes that ran or waited to run, over the last 15 minutes (proc(5), loadavg).</summary>
    private static async Task<double> LoadAsync(CancellationToken cancellation) =>
        double.Parse((await File.ReadAllTextAsync("/proc/loadavg", cancellation)).Split(' ')[2], CultureInfo.InvariantCulture);

    private static async Task<string> ProcessorAsync(CancellationToken cancellation) =>
        (await File.ReadAllLinesAsync("/proc/cpuinfo", cancellation)).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(": ")[^1] ?? "unknown";
}
