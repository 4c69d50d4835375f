using System.CommandLine;
using System.Net;
using System.Text.Json;
using MoniTao.Benchmarks.Compare.Report;

namespace MoniTao.Benchmarks.Compare;

/// <summary><c>compare</c> and <c>report</c>: what <c>bench/compare.sh</c> runs.</summary>
internal static class CompareCommand
{
    private static readonly Option<string> Tools = new("--tools") { Description = "The folder with Debian's prometheus and prometheus-blackbox-exporter", Required = true };
    private static readonly Option<string> TargetsFolder = new("--targets") { Description = "The folder of bench/targets.sh, which runs", Required = true };
    private static readonly Option<int> Port = new("--port") { Description = "The port of bench/targets.sh", DefaultValueFactory = _ => 27180 };
    private static readonly Option<int> Rounds = new("--rounds") { Description = "How often both sides are measured, in turn", DefaultValueFactory = _ => 3 };
    private static readonly Option<int> Probes = new("--probes") { Description = "Probes of a round, after those that warm up", DefaultValueFactory = _ => 10000 };
    private static readonly Option<int> Scraped = new("--scraped-seconds") { Description = "How long a round with Prometheus is measured; 0: without it", DefaultValueFactory = _ => 30 };
    private static readonly Option<int[]> ScrapedTargets = new("--scraped-targets") { Description = "How many targets Prometheus scrapes every five seconds; several are measured in turn", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [500, 1500] };
    private static readonly Option<bool> Quick = new("--quick") { Description = "2 rounds of 2000 probes, 10 seconds with Prometheus: to see that it works" };
    private static readonly Option<string[]> Only = new("--only") { Description = "Only these: TCP, HTTP, HTTPS, System; else all", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<string> Results = new("--output") { Description = "Where the results are written", DefaultValueFactory = _ => "bench/results/compare.json" };
    private static readonly Argument<string> Root = new("ROOT") { Description = "The root of the repository" };

    public static Command Create()
    {
        var command = new Command("compare", "Measure monitao and blackbox_exporter in turn on the same targets.") { Tools, TargetsFolder, Port, Rounds, Probes, Scraped, ScrapedTargets, Quick, Only, Results };
        command.SetAction(RunAsync);
        return command;
    }

    public static Command CreateReport()
    {
        var command = new Command("report", "Write the tables and the chart of docs/performance.md from bench/results.") { Root };
        command.SetAction(result => PerformancePage.Write(result.GetRequiredValue(Root)));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult result, CancellationToken cancellation)
    {
        var quick = result.GetValue(Quick);
        var options = new CompareOptions
        {
            Tools = result.GetRequiredValue(Tools),
            TargetsFolder = result.GetRequiredValue(TargetsFolder),
            Port = result.GetRequiredValue(Port),
            Rounds = quick ? 2 : result.GetRequiredValue(Rounds),
            Probes = quick ? 2000 : result.GetRequiredValue(Probes),
            Scraped = TimeSpan.FromSeconds(quick ? 10 : result.GetRequiredValue(Scraped)),
            ScrapedTargets = quick ? [500] : result.GetRequiredValue(ScrapedTargets),
            Only = result.GetValue(Only) ?? [],
            Output = result.GetRequiredValue(Results),
        };
        using var handler = new SocketsHttpHandler { UseProxy = false, AutomaticDecompression = DecompressionMethods.None };
        using var http = new HttpClient(handler);
        try
        {
            var output = result.InvocationConfiguration.Output;
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(options.Output))!);
            var results = await new Comparison(options, http, TimeProvider.System, output).RunAsync(cancellation);
            await output.WriteLineAsync(TerminalTable.Of(results));
            var all = await EarlierAsync(options.Output, cancellation) is { } earlier ? results.WithThoseOf(earlier) : results;
            await File.WriteAllTextAsync(options.Output, JsonSerializer.Serialize(all, BenchJson.Indented) + "\n", cancellation);
            return 0;
        }
        catch (BenchException problem)
        {
            await result.InvocationConfiguration.Error.WriteLineAsync($"compare: {problem.Message}");
            return 1;
        }
    }

    private static async Task<CompareResults?> EarlierAsync(string file, CancellationToken cancellation) =>
        File.Exists(file) ? JsonSerializer.Deserialize<CompareResults>(await File.ReadAllTextAsync(file, cancellation), BenchJson.Indented) : null;
}
