using System.CommandLine;
using System.CommandLine.Invocation;

namespace MoniTao.Operator.Commands;

/// <summary>The executable: its commands, and what becomes of an error.</summary>
public static class MonitaoCommand
{
    /// <summary>Longer than a probe may need to be called off and a lease to be released.</summary>
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(20);

    /// <summary>The root with every command.</summary>
    public static RootCommand Create()
    {
        var root = new RootCommand(
            """
            Names why a connection fails: the layer, the reason, since when, and what to check next.

            Examples:
              monitao diagnose https://shop.example.com tcp://db.example.com:5432
              monitao explain ERR_CONNECTION_REFUSED
              monitao demo
              monitao run -f monitors/
            """)
        {
            OperatorCommand.Create(),
            RunCommand.Create(),
            DiagnoseCommand.Create(),
            ExplainCommand.Create(),
            DemoCommand.Create(),
            CrdCommand.Create(),
            MetricsCommand.Create(),
        };
        root.Add(CommonOptions.Verbose());
        HelpWithSummaries.Install(root);
        return root;
    }

    /// <summary>Runs one command line. Never throws: each error is a line on <paramref name="error"/> and an exit code.</summary>
    /// <param name="args">The command line without the name of the executable.</param>
    /// <param name="output">Results; a terminal when it is the console's own writer and not redirected.</param>
    /// <param name="error">Errors, progress and logs.</param>
    /// <param name="cancellationToken">Stops the command, as Ctrl+C does.</param>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        var result = Create().Parse(args.Length == 0 ? ["--help"] : DiagnoseCommand.Normalize(args));
        if (result.Action is ParseErrorAction)
            return UsageReport.Write(result, error);
        var configuration = new InvocationConfiguration
        {
            Output = output,
            Error = error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = StopTime,
        };
        try
        {
            return await result.InvokeAsync(configuration, cancellationToken);
        }
        catch (UsageException exception)
        {
            return UsageReport.Write(exception, result, error);
        }
        catch (OperationCanceledException)
        {
            return ExitCodes.Interrupted;
        }
#pragma warning disable CA1031 // the last door: a user gets a sentence, not a stack trace
        catch (Exception exception)
        {
            var verbose = result.GetValue<bool>(CommonOptions.VerboseName);
            await error.WriteLineAsync(verbose ? $"monitao: {exception}" : $"monitao: {exception.Message} (--verbose shows where)");
            return ExitCodes.Failure;
        }
#pragma warning restore CA1031
    }
}
