using System.CommandLine;
using MoniTao.Connectivity.Classification;
using MoniTao.Operator.Runbooks;
using MoniTao.Operator.Terminal;

namespace MoniTao.Operator.Commands;

/// <summary><c>monitao explain REASON</c>: the runbook of a reason, from within the executable.</summary>
public static class ExplainCommand
{
    private const int NearShown = 5;

    /// <summary>The command, ready to be added to the root.</summary>
    public static Command Create()
    {
        var name = new Argument<string[]>("REASON")
        {
            Description = "A reason, or what another program calls it; none: all reasons are listed",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var output = CommonOptions.Output();
        var command = new Command(
            "explain",
            """
            Print what a reason means, its likely causes, how to confirm them and how to mend it.

            Names from elsewhere are known too: errors of browsers, exit codes of curl, types of Network Error Logging,
            errno, TLS alerts, HTTP status codes. Where one stands for several reasons they are listed.

            Examples:
              monitao explain TcpRefused
              monitao explain ERR_CERT_DATE_INVALID
              monitao explain curl 7
              monitao explain ECONNREFUSED
              monitao explain "tls alert 40"
              monitao explain
              monitao explain --output json | jq -r '.[] | [.reason, .meaning] | @tsv'
            """)
        { name, output };
        command.SetAction(result =>
        {
            var given = string.Join(' ', result.GetValue(name) ?? []);
            var reasons = given.Length == 0 ? ReasonLookup.Ordered() : ReasonLookup.Find(given);
            if (reasons.Count == 0)
                throw Unknown(given);
            if (result.GetRequiredValue(output) == CommonOptions.Json)
                result.InvocationConfiguration.Output.WriteLine(DiagnosisDocument.Write(reasons.Select(ReasonDocument.Of)));
            else
                Write(Screen.ForOutput(result.InvocationConfiguration), given, reasons);
            return ExitCodes.Up;
        });
        return command;
    }

    private static void Write(Screen screen, string given, IReadOnlyList<Reason> reasons)
    {
        if (given.Length > 0 && reasons is [var only])
        {
            MarkdownView.Write(screen, RunbookPage.Of(only).Text);
            return;
        }

        ReasonTable.Write(screen, reasons);
        screen.Text("");
        screen.Text(given.Length > 0 ? $"{Phrases.Clean(given)} is one of these. Explain one: monitao explain {reasons[0]}" : "Explain one: monitao explain REASON");
    }

    private static UsageException Unknown(string given)
    {
        var near = ReasonLookup.Near(given).Take(NearShown).ToList();
        return new UsageException(
            $"\"{given}\" is not the name of a reason, nor of an error that the runbooks know",
            near.Count > 0 ? $"Did you mean: {string.Join(", ", near)}?"
            : given.All(char.IsAsciiDigit) ? $"Say whose number it is: monitao explain curl {given}, or errno {given}, or alert {given}"
            : "All reasons: monitao explain");
    }
}
