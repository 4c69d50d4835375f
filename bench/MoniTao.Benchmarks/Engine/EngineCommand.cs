using System.CommandLine;
using System.Text.Json;

namespace MoniTao.Benchmarks.Engine;

/// <summary><c>engine</c>: the operator's own engine against targets, and what its probes cost.</summary>
internal static class EngineCommand
{
    private static readonly Argument<string[]> Targets = new("TARGET") { Description = "What to probe; the monitors take them in turn", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<int> Monitors = new("--monitors") { Description = "How many monitors there are", DefaultValueFactory = _ => 500 };
    private static readonly Option<string?> Authority = new("--ca") { Description = "Trust these authorities (PEM) in place of the system's, as spec.tls.caConfigMapRef does" };
    private static readonly Option<double?> Period = new("--period") { Description = "Seconds from probe to probe of a monitor; else as short as it takes to keep --in-flight probes running" };
    private static readonly Option<int> InFlight = new("--in-flight") { Description = "How many probes run at once, at most", DefaultValueFactory = _ => 64 };
    private static readonly Option<int> WarmUp = new("--warm-up") { Description = "Probes before the measurement begins", DefaultValueFactory = _ => 5000 };
    private static readonly Option<int> Probes = new("--probes", "-n") { Description = "Probes that are measured", DefaultValueFactory = _ => 10000 };
    private static readonly Option<string?> Listen = new("--listen") { Description = "Serve /metrics there, for example http://127.0.0.1:9090" };

    public static Command Create()
    {
        var command = new Command(
            "engine",
            """
            Run the operator's engine, wired as the operator wires it, but without an API server; print what a probe costs as JSON.
            Exit code 1 when a probe did not succeed.

            Examples:
              engine tcp://127.0.0.1:8080
              engine https://127.0.0.1:8443/ --ca root.pem --probes 20000
              engine http://127.0.0.1:8080/ --period 5 --listen http://127.0.0.1:9090
            """)
        {
            Targets, Monitors, Authority, Period, InFlight, WarmUp, Probes, Listen,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult result, CancellationToken cancellation)
    {
        var options = new EngineOptions
        {
            Targets = result.GetRequiredValue(Targets),
            Monitors = result.GetRequiredValue(Monitors),
            AuthorityFile = result.GetValue(Authority),
            Period = result.GetValue(Period) is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            InFlight = result.GetRequiredValue(InFlight),
            WarmUp = result.GetRequiredValue(WarmUp),
            Probes = result.GetRequiredValue(Probes),
            Listen = result.GetValue(Listen),
        };
        var measured = await EngineRun.RunAsync(options, cancellation);
        await result.InvocationConfiguration.Output.WriteLineAsync(JsonSerializer.Serialize(measured, BenchJson.Options));
        if (measured.FirstFailure is null)
            return 0;
        await result.InvocationConfiguration.Error.WriteLineAsync($"engine: {measured.Failures} probes did not succeed, the first: {measured.FirstFailure}");
        return 1;
    }
}
