using System.CommandLine;

namespace MoniTao.Fleet;

/// <summary>One run, from an empty API server to the results.</summary>
internal static class RunCommand
{
    private static readonly Option<int> Monitors = new("--monitors") { Required = true };
    private static readonly Option<int> Period = new("--period") { Required = true };
    private static readonly Option<double> Minutes = new("--minutes") { Required = true };
    private static readonly Option<double> Churn = new("--churn");
    private static readonly Option<bool> ByReference = new("--by-reference");
    private static readonly Option<string> Operator = new("--operator") { Required = true };
    private static readonly Option<string> Folder = new("--folder") { Required = true };
    private static readonly Option<string> Api = new("--api") { Required = true };
    private static readonly Option<string> Token = new("--token") { Required = true };
    private static readonly Option<int> FirstPort = new("--first-port") { Required = true };
    private static readonly Option<string> Results = new("--results") { Required = true };

    public static Command Create()
    {
        var command = new Command("run", "Measure") { Monitors, Period, Minutes, Churn, ByReference, Operator, Folder, Api, Token, FirstPort, Results };
        command.SetAction((result, cancellation) => RunAsync(
            new RunOptions
            {
                Monitors = result.GetRequiredValue(Monitors),
                Period = result.GetRequiredValue(Period),
                Minutes = result.GetRequiredValue(Minutes),
                Churn = result.GetValue(Churn),
                ByReference = result.GetValue(ByReference),
                Operator = result.GetRequiredValue(Operator),
                Folder = result.GetRequiredValue(Folder),
                Api = new Uri(result.GetRequiredValue(Api)),
                Token = result.GetRequiredValue(Token),
                Ports = new TargetPorts(result.GetRequiredValue(FirstPort)),
                Results = result.GetRequiredValue(Results),
            },
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(RunOptions options, CancellationToken cancellation)
    {
        var findings = new Findings(options);
        using var api = new ApiServer(options.Api, options.Token);
        var mix = new Mix(options.Ports, options.Period, options.ByReference);
        await api.CreateNamespaceAsync(await File.ReadAllTextAsync(Path.Combine(options.Folder, "ca.crt"), cancellation), cancellation);
        var creating = Clock.Now;
        await api.CreateAsync(Enumerable.Range(0, options.Monitors).Select(i => mix.Manifest(i)), cancellation);
        findings.Say($"{options.Monitors} monitors created in {Clock.Since(creating):F0} s");

        var phases = new Phases(options, api, mix, findings);
        if (options.Churn > 0)
        {
            await new ChurnPhase(options, api, mix, findings).RunAsync(cancellation);
        }
        else
        {
            await phases.FirstStartAsync(cancellation);
            await phases.RestartAndWatchAsync(cancellation);
        }

        await findings.SaveAsync(cancellation);
        return findings.Problems;
    }
}
