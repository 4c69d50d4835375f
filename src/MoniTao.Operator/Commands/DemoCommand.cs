using System.CommandLine;
using MoniTao.FaultLab;
using MoniTao.Operator.Demo;
using MoniTao.Operator.Terminal;

namespace MoniTao.Operator.Commands;

/// <summary><c>monitao demo</c>: broken endpoints on loopback, one for each way to fail, and what the product says of them.</summary>
public static class DemoCommand
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>The command, ready to be added to the root.</summary>
    public static Command Create()
    {
        var once = new Option<bool>("--once") { Description = "Print the table when every verdict is confirmed; 0 when all are as expected, else 1" };
        var filter = new Option<string[]>("--filter", "-f")
        {
            Description = "Only scenarios with this text in their names",
            HelpName = "TEXT",
            AllowMultipleArgumentsPerToken = true,
        };
        var output = CommonOptions.Output();
        var command = new Command(
            "demo",
            """
            Start deliberately broken endpoints on loopback and monitor them. Needs no cluster and no network.

            On a terminal the table is live; elsewhere, with --once or with --output json it is printed when it is settled.

            Examples:
              monitao demo
              monitao demo --once
              monitao demo --once --filter tls-cert http
              monitao demo --output json | jq -r '.scenarios[] | [.name, .reason] | @tsv'
            """)
        { once, filter, output };
        command.SetAction(async (result, cancellationToken) =>
        {
            var screen = Screen.ForOutput(result.InvocationConfiguration);
            var json = result.GetRequiredValue(output) == CommonOptions.Json;
            var names = Names(result.GetValue(filter) ?? []);
            await using var session = await DemoSession.StartAsync(names, TimeProvider.System, cancellationToken);
            if (screen.IsTerminal && !json && !result.GetValue(once))
            {
                await LiveTable.ShowAsync(screen, () => Rows(session, settled: false), () => [], TimeProvider.System, cancellationToken);
                return ExitCodes.Up;
            }

            await SettleAsync(session, Screen.ForError(result.InvocationConfiguration), cancellationToken);
            return Report(session, screen, json, result.InvocationConfiguration);
        });
        return command;
    }

    private static Task<bool> SettleAsync(DemoSession session, Screen progress, CancellationToken cancellationToken)
    {
        var title = $"Probing {session.Results.Count} endpoints on loopback until every verdict is confirmed …";
        return Progress.RunAsync(progress, title, announce: true, show => Settling.WaitAsync(
            session.Supervisor, session.ExpectsTrouble, Limit, TimeProvider.System, Settling.Report(show), cancellationToken));
    }

    private static int Report(DemoSession session, Screen screen, bool json, InvocationConfiguration configuration)
    {
        var results = session.Results;
        var wrong = results.Where(result => !result.AsExpected).ToList();
        if (json)
        {
            configuration.Output.WriteLine(DiagnosisDocument.Write(DemoDocument.Of(results)));
        }
        else
        {
            foreach (var line in MonitorTable.Lines(Rows(session, settled: true), screen.Width, since: "TIME"))
                screen.Markup(line);
            screen.Text("");
            screen.Text($"{results.Count - wrong.Count} of {results.Count} verdicts are the expected ones.");
        }

        foreach (var result in wrong)
            configuration.Error.WriteLine($"monitao: {result.Scenario.Name}: expected {result.Expected}, got {result.Actual}: {result.Message}");
        return wrong.Count == 0 ? ExitCodes.Up : ExitCodes.Failure;
    }

    private static IReadOnlyList<MonitorRow> Rows(DemoSession session, bool settled)
    {
        var now = TimeProvider.System.GetUtcNow();
        return [.. session.Results.Select(result => result.Row(now, settled))];
    }

    /// <summary>The names that hold one of the texts; null for all.</summary>
    private static List<string>? Names(string[] filters)
    {
        if (filters.Length == 0)
            return null;
        var all = FaultCatalog.All.Select(definition => definition.Name).ToList();
        if (Array.Find(filters, text => !all.Exists(name => Matches(name, text))) is { } stranger)
        {
            var some = string.Join(", ", all.Where((_, i) => i % (all.Count / 5) == 4));
            throw new UsageException($"--filter \"{stranger}\" is in no scenario's name", $"Names are such as {some}; all: monitao demo --once");
        }


        return all.FindAll(name => Array.Exists(filters, text => Matches(name, text)));
    }

    private static bool Matches(string name, string text) => name.Contains(text, StringComparison.OrdinalIgnoreCase);
}
