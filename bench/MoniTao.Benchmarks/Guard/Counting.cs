using System.Globalization;
using System.Text.Json;
using MoniTao.Benchmarks.Compare;
using MoniTao.Benchmarks.Engine;
using MoniTao.Benchmarks.Processes;

namespace MoniTao.Benchmarks.Guard;

/// <summary>Counts everything, each time in a process of its own.</summary>
internal sealed class Counting(GuardOptions options, TextWriter output)
{
    private const int WarmUp = 300, Probes = 1000, Traced = 1000, Attempts = 3;

    /// <summary>All code is compiled once and in full: when the runtime would do so by and by, the bytes depend on how far it has come.</summary>
    private static readonly Dictionary<string, string> Settled = new() { ["DOTNET_TieredCompilation"] = "0", ["DOTNET_TieredPGO"] = "0" };

    /// <summary>The least of all runs by name.</summary>
    public async Task<IReadOnlyDictionary<string, double>> RunAsync(CancellationToken cancellation)
    {
        var counts = new SortedDictionary<string, double>(StringComparer.Ordinal);
        for (var run = 1; run <= options.Runs; run++)
        {
            foreach (var (name, count) in await AttemptAsync(cancellation))
            {
                counts[name] = Math.Min(count, counts.GetValueOrDefault(name, double.PositiveInfinity));
                await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"run {run}: {name}: {count:0.00}"));
            }
        }

        return counts;
    }

    /// <summary>A machine that was too busy for one run, so that a target was not seen as reachable, is seldom so for three.</summary>
    private async Task<List<KeyValuePair<string, double>>> AttemptAsync(CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await OnceAsync(cancellation);
            }
            catch (BenchException problem) when (attempt < Attempts)
            {
                await output.WriteLineAsync($"again, because {problem.Message}");
            }
        }
    }

    private async Task<List<KeyValuePair<string, double>>> OnceAsync(CancellationToken cancellation)
    {
        var counts = new List<KeyValuePair<string, double>>();
        foreach (var subject in Subject.All(options.Port).SkipLast(1))
        {
            var result = await EngineAsync(subject, Probes, null, cancellation);
            counts.Add(new($"{subject.Name}: bytes allocated per probe", result.AllocatedPerProbe));
            if (options.Strace is not null)
                counts.AddRange((await SystemCallsAsync(subject, cancellation)).Select(c => KeyValuePair.Create($"{subject.Name}: {c.Key} per probe", c.Value)));
        }

        await using var monitors = Start(["monitors", Subject.All(options.Port)[2].Targets[0], "--ca", options.Authority], null);
        counts.AddRange(JsonSerializer.Deserialize<Dictionary<string, double>>(await monitors.EndAsync(cancellation), BenchJson.Options)!);
        return counts;
    }

    /// <summary>Calls of a long run without those of a short one, so that what the start of the process needs drops out.</summary>
    private async Task<IReadOnlyDictionary<string, double>> SystemCallsAsync(Subject subject, CancellationToken cancellation)
    {
        using var folder = new WorkFolder();
        var (few, many) = (folder.File("few"), folder.File("many"));
        var fewer = await EngineAsync(subject, Traced / 4, few, cancellation);
        var more = await EngineAsync(subject, Traced / 4 + Traced, many, cancellation);
        return SystemCalls.PerProbe(
            SystemCalls.Parse(await File.ReadAllLinesAsync(few, cancellation)), SystemCalls.Parse(await File.ReadAllLinesAsync(many, cancellation)), more.All - fewer.All);
    }

    private async Task<EngineResult> EngineAsync(Subject subject, int probes, string? trace, CancellationToken cancellation)
    {
        IEnumerable<string> trust = subject.Trust == Trust.File ? ["--ca", options.Authority] : [];
        await using var engine = Start(
            ["engine", .. subject.Targets, "--monitors", "100", "--in-flight", trace is null ? "16" : "4", .. trust, "--warm-up", Text(trace is null ? WarmUp : 100), "--probes", Text(probes)], trace);
        return JsonSerializer.Deserialize<EngineResult>(await engine.EndAsync(cancellation), BenchJson.Options)!;
    }

    private ChildProcess Start(IReadOnlyList<string> arguments, string? trace) => trace is null
        ? ChildProcess.Start(Environment.ProcessPath!, arguments, Settled)
        : ChildProcess.Start(options.Strace!, [.. SystemCalls.Arguments(trace), Environment.ProcessPath!, .. arguments], Settled);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
