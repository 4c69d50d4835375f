using System.Globalization;
using System.Text.Json;
using MoniTao.Benchmarks.Engine;
using MoniTao.Benchmarks.Processes;

namespace MoniTao.Benchmarks.Compare.Contenders;

/// <summary>The command <c>engine</c> of this program, in a process of its own.</summary>
internal sealed class Monitao(CompareOptions options, HttpClient http) : IContender
{
    public string Name => "monitao";

    public string SuccessMetric => "monitao_reachable";

    public async Task<Sample> MeasureAsync(Subject subject, int round, CancellationToken cancellation)
    {
        await using var engine = Start(subject, options.Monitors, options.InFlight, ["--warm-up", Text(options.WarmUp), "--probes", Text(options.Probes)]);
        var result = JsonSerializer.Deserialize<EngineResult>(await engine.EndAsync(cancellation), BenchJson.Options)!;
        return new Sample
        {
            Subject = subject.Name,
            Contender = Name,
            Round = round,
            Cpu = result.CpuPerProbe,
            Rate = result.ProbesPerSecond,
            Peak = result.PeakResident,
        };
    }

    public async Task<ChildProcess> StartAsync(Subject subject, int targets, CancellationToken cancellation)
    {
        var engine = Start(subject, targets, options.ScrapedInFlight, ["--period", Text(options.Period), "--listen", $"http://{options.ContenderAddress}", "--warm-up", Text(options.WarmUp), "--probes", Text(int.MaxValue)]);
        await engine.WaitForAsync(http, $"http://{options.ContenderAddress}/healthz", cancellation);
        return engine;
    }

    public object ScrapeConfig(Subject subject, int targets) => new { job_name = Name, static_configs = new[] { new { targets = new[] { options.ContenderAddress } } } };

    private ChildProcess Start(Subject subject, int monitors, int inFlight, IEnumerable<string> arguments)
    {
        IEnumerable<string> trust = subject.Trust == Trust.File ? ["--ca", options.TargetFile("root.pem")] : [];
        return ChildProcess.Start(
            Environment.ProcessPath!,
            ["engine", .. subject.Targets, "--monitors", Text(monitors), "--in-flight", Text(inFlight), .. trust, .. arguments],
            new Dictionary<string, string> { ["SSL_CERT_FILE"] = options.TargetFile("bundle.pem") });
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
