using System.Text.Json;
using MoniTao.Benchmarks.Processes;

namespace MoniTao.Benchmarks.Compare.Contenders;

/// <summary>Debian's blackbox_exporter, its modules at their defaults.</summary>
internal sealed class Blackbox(CompareOptions options, HttpClient http, TimeProvider time) : IContender
{
    /// <summary>It is compiled ahead of time: a tenth of the probes opens its connections and sizes its heap.</summary>
    private const int WarmUpShare = 10;

    public string Name => "blackbox";

    public string SuccessMetric => "probe_success";

    public async Task<Sample> MeasureAsync(Subject subject, int round, CancellationToken cancellation)
    {
        await using var exporter = await StartAsync(subject, options.Monitors, cancellation);
        await DriveAsync(subject, options.Probes / WarmUpShare, cancellation);
        var (start, cpu) = (time.GetTimestamp(), CpuTime.Of(exporter.Id));
        await DriveAsync(subject, options.Probes, cancellation);
        var (elapsed, used, peak) = (time.GetElapsedTime(start), CpuTime.Of(exporter.Id) - cpu, Memory.Of(exporter.Id).Peak);
        return new Sample
        {
            Subject = subject.Name,
            Contender = Name,
            Round = round,
            Cpu = used.TotalMilliseconds / options.Probes,
            Rate = options.Probes / elapsed.TotalSeconds,
            Peak = peak,
        };
    }

    public async Task<ChildProcess> StartAsync(Subject subject, int targets, CancellationToken cancellation)
    {
        var file = options.TargetFile("blackbox.yml");
        await File.WriteAllTextAsync(file, Modules(), cancellation);
        var exporter = ChildProcess.Start(
            options.Tool("prometheus-blackbox-exporter"),
            [$"--config.file={file}", $"--web.listen-address={options.ContenderAddress}"],
            new Dictionary<string, string> { ["SSL_CERT_FILE"] = options.TargetFile("bundle.pem") });
        await exporter.WaitForAsync(http, $"http://{options.ContenderAddress}/-/healthy", cancellation);
        return exporter;
    }

    /// <summary>The labels keep targets apart that are probed at the same address.</summary>
    public object ScrapeConfig(Subject subject, int targets) => new
    {
        job_name = Name,
        metrics_path = "/probe",
        @params = new { module = new[] { subject.Module } },
        static_configs = Enumerable.Range(0, targets).Select(i => new { targets = new[] { Target(subject, i) }, labels = new { monitor = $"{i}" } }),
        relabel_configs = new object[]
        {
            new { source_labels = new[] { "__address__" }, target_label = "__param_target" },
            new { source_labels = new[] { "__param_target" }, target_label = "instance" },
            new { target_label = "__address__", replacement = options.ContenderAddress },
        },
    };

    /// <summary>JSON is YAML too.</summary>
    private string Modules() => JsonSerializer.Serialize(new
    {
        modules = new Dictionary<string, object>
        {
            ["tcp"] = new { prober = "tcp" },
            ["http"] = new { prober = "http" },
            ["https"] = new { prober = "http", http = new { tls_config = new { ca_file = options.TargetFile("root.pem") } } },
        },
    });

    /// <summary>Asks for probes as Prometheus does, but for compression, which would cost the exporter more.</summary>
    private Task DriveAsync(Subject subject, int probes, CancellationToken cancellation) => Parallel.ForEachAsync(
        Enumerable.Range(0, probes),
        new ParallelOptions { MaxDegreeOfParallelism = options.InFlight, CancellationToken = cancellation },
        async (i, stop) =>
        {
            var url = $"http://{options.ContenderAddress}/probe?module={subject.Module}&target={Uri.EscapeDataString(Target(subject, i))}";
            var answer = await http.GetStringAsync(url, stop);
            if (!answer.Contains("\nprobe_success 1\n", StringComparison.Ordinal))
                throw new BenchException($"blackbox_exporter could not probe {Target(subject, i)}");
        });

    private static string Target(Subject subject, int number)
    {
        var target = subject.Targets[number % subject.Targets.Count];
        return subject.Module == "tcp" ? target["tcp://".Length..] : target;
    }
}
