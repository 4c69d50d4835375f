using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Model;

namespace MoniTao.Operator.Terminal;

/// <summary>Reasons as a list: which layer, what happened.</summary>
internal static class ReasonTable
{
    private static readonly Column[] Columns = [new("LAYER"), new("REASON"), new("MEANING", Minimum: 20, Wraps: true)];

    public static void Write(Screen screen, IReadOnlyList<Reason> reasons)
    {
        foreach (var line in TableLayout.Lines(Columns, [.. reasons.Select(Row)], screen.Width))
            screen.Markup(line);
    }

    private static Cell[] Row(Reason reason) => [reason.Layer.Name(), new Cell(reason.Name, "bold"), reason.Meaning];
}
