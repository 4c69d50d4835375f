using System.CommandLine;
using System.Text.Json;
using MoniTao.Benchmarks.Engine;
using MoniTao.Connectivity.Probing;

namespace MoniTao.Benchmarks.Guard;

/// <summary><c>guard</c> and <c>monitors</c>: what <c>bench/guard.sh</c> runs.</summary>
internal static class GuardCommand
{
    private static readonly Option<string> Targets = new("--targets") { Description = "The folder of bench/targets.sh, which runs", Required = true };
    private static readonly Option<int> Port = new("--port") { Description = "The port of bench/targets.sh", DefaultValueFactory = _ => 27180 };
    private static readonly Option<string?> Strace = new("--strace") { Description = "The program strace; without it system calls are not counted" };
    private static readonly Option<string> BaselineFile = new("--baseline") { Description = "The counts as they may be", DefaultValueFactory = _ => "bench/baseline.json" };
    private static readonly Option<int> Runs = new("--runs") { Description = "How often each is counted; the least counts", DefaultValueFactory = _ => 3 };
    private static readonly Option<bool> Update = new("--update") { Description = "Write the baseline anew" };
    private static readonly Argument<string> Target = new("TARGET") { Description = "What one real probe sees" };
    private static readonly Option<string?> Authority = new("--ca") { Description = "Trust these authorities (PEM)" };

    public static Command Create()
    {
        var command = new Command("guard", "Count what does not depend on the machine; exit code 1 when a count is more than 10 % above its baseline.") { Targets, Port, Strace, BaselineFile, Runs, Update };
        command.SetAction(GuardAsync);
        return command;
    }

    public static Command CreateMonitors()
    {
        var command = new Command("monitors", "Count what a monitor that is there costs, on a clock that is turned by hand; print it as JSON.") { Target, Authority };
        command.SetAction(CountAsync);
        return command;
    }

    private static async Task<int> GuardAsync(ParseResult result, CancellationToken cancellation)
    {
        var options = new GuardOptions(
            result.GetRequiredValue(Targets), result.GetRequiredValue(Port), result.GetValue(Strace), result.GetRequiredValue(BaselineFile), result.GetRequiredValue(Runs), result.GetValue(Update));
        var output = result.InvocationConfiguration.Output;
        try
        {
            var counts = await new Counting(options, output).RunAsync(cancellation);
            if (options.Update)
                await Baseline.WriteAsync(options.Baseline, counts, cancellation);
            var rows = GuardRow.Compare(await Baseline.ReadAsync(options.Baseline, cancellation), counts, options.Strace is not null);
            await output.WriteLineAsync(GuardTable.Of(rows));
            return rows.Any(row => row.Outcome is GuardOutcome.Grown or GuardOutcome.Missing) ? 1 : 0;
        }
        catch (BenchException problem)
        {
            await result.InvocationConfiguration.Error.WriteLineAsync($"guard: {problem.Message}");
            return 1;
        }
    }

    private static async Task CountAsync(ParseResult result, CancellationToken cancellation)
    {
        var options = new EngineOptions { Targets = [result.GetRequiredValue(Target)], AuthorityFile = result.GetValue(Authority), Monitors = 1 };
        var (_, plan) = (await BenchMonitors.PlanAsync(options, cancellation))[0];
        using var prober = new Prober(TimeProvider.System);
        var seen = await prober.ProbeAsync(plan.Probe, cancellation);
        var kept = await KeptPerMonitor.CountAsync(options, seen, cancellation);
        var writes = await ApiWrites.CountAsync(options, seen, cancellation);
        await result.InvocationConfiguration.Output.WriteLineAsync(JsonSerializer.Serialize(kept.Concat(writes).ToDictionary(), BenchJson.Options));
    }
}
