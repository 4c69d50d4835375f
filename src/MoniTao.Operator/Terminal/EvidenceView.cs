using MoniTao.Connectivity.Diagnosis;
using MoniTao.Connectivity.Model;

namespace MoniTao.Operator.Terminal;

/// <summary>The evidence of a diagnosis as a table, then the conclusion and the command to run next.</summary>
internal static class EvidenceView
{
    private static readonly Column[] Columns = [new("EVIDENCE"), new("OF", Minimum: 16), new("RESULT"), new("TIME"), new("DETAIL", Minimum: 24, Wraps: true)];

    public static IEnumerable<string> Lines(Examination examined, DiagnosisReport report, int width) =>
    [
        .. report.Evidence.Count > 0 ? TableLayout.Lines(Columns, [.. report.Evidence.Select(Row)], width).Prepend("") : [],
        "",
        .. examined.ConcludesMore ? DiagnosisView.Paragraph("Conclusion:", "bold", report.Conclusion, width) : [],
        .. DiagnosisView.Paragraph("To act:", "bold", Owner(report.Fault), width),
        .. examined.Commands.All(command => command.ToString() != report.NextCommand) && report.NextCommand.Length > 0 ? [$"[bold]Run:[/] {Spectre.Console.Markup.Escape(Phrases.Clean(report.NextCommand))}"] : Array.Empty<string>(),
    ];

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

    private static string Owner(FaultDomain fault) => fault switch
    {
        FaultDomain.Target => "the owner of the target",
        FaultDomain.Path => "whoever runs the network between here and the target",
        FaultDomain.Resolver => "whoever runs the DNS resolver",
        _ => "whoever runs this prober",
    };
}
