using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Model;

namespace MoniTao.Operator.Terminal;

/// <summary>The targets of a round, a line each.</summary>
internal static class RoundTable
{
    private static readonly Column[] Columns =
    [
        new(""), new("TARGET", Minimum: 20), new("LAYER", DropRank: 2), new("REASON"), new("TIME", DropRank: 3), new("UP"), new("NEXT", Minimum: 20, DropRank: 1),
    ];

    /// <summary>As markup.</summary>
    /// <param name="round">What was found.</param>
    /// <param name="up">In how many rounds each was reachable.</param>
    /// <param name="width">In columns of the screen.</param>
    public static IReadOnlyList<string> Lines(Round round, IReadOnlyList<int> up, int width) =>
        TableLayout.Lines(Columns, [.. round.Found.Select((examined, i) => Row(examined, $"{up[i]}/{round.Number}"))], width);

    private static Cell[] Row(Examination examined, string up)
    {
        var probe = examined.Probe;
        var mark = DiagnosisView.Mark(probe.Result);
        return
        [
            mark,
            examined.Target,
            probe.Reason?.Layer.Name() ?? "",
            new Cell(probe.Reason?.Name ?? "Reachable", mark.Style),
            Phrases.Time(probe.Elapsed),
            up,
            new Cell(probe.Result == ProbeResult.Success ? DiagnosisView.Warnings(probe).FirstOrDefault() ?? "" : examined.Diagnosis?.Conclusion ?? probe.Hint, "grey"),
        ];
    }
}
