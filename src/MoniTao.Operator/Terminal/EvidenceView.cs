using MoniTao.Connectivity.Diagnosis;
using Spectre.Console;

namespace MoniTao.Operator.Terminal;

/// <summary>The evidence of a diagnosis as a table, then the conclusion and the command to run next.</summary>
internal static class EvidenceView
{
    private static readonly Column[] Columns = [new("EVIDENCE"), new("OF"), new("RESULT"), new("TIME"), new("DETAIL", Minimum: 12)];

    public static void Write(Screen screen, DiagnosisReport report)
    {
        if (report.Evidence.Count > 0)
        {
            screen.Markup("");
            foreach (var line in TableLayout.Lines(Columns, [.. report.Evidence.Select(Row)], screen.Width - 2))
                screen.Markup("  " + line);
        }

        screen.Markup("");
        screen.Markup($"  [bold]Conclusion:[/] {Markup.Escape(Phrases.Clean(report.Conclusion))}");
        screen.Markup($"  [bold]To act:[/] {Owner(report)}");
        if (report.NextCommand.Length > 0)
            screen.Markup($"  [bold]Run:[/] {Markup.Escape(Phrases.Clean(report.NextCommand))}");
    }

    private static Cell[] Row(Evidence evidence)
    {
        var mark = evidence.Result switch
        {
            EvidenceResult.Passed => new Cell("✓", "green"),
            EvidenceResult.Failed => new Cell("✗", "red"),
            _ => new Cell("?", "yellow"),
        };
        return [evidence.Check, evidence.Subject, mark, evidence.Duration is { } time ? Phrases.Time(time) : "", evidence.Detail];
    }

    private static string Owner(DiagnosisReport report) => report.Fault switch
    {
        Connectivity.Model.FaultDomain.Target => "the owner of the target",
        Connectivity.Model.FaultDomain.Path => "whoever runs the network between here and the target",
        Connectivity.Model.FaultDomain.Resolver => "whoever runs the DNS resolver",
        _ => "whoever runs this prober",
    };
}
