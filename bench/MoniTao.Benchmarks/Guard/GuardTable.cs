using System.Globalization;
using System.Text;

namespace MoniTao.Benchmarks.Guard;

/// <summary>The counts for people: what grew is named again at the end.</summary>
internal static class GuardTable
{
    public static string Of(IReadOnlyList<GuardRow> rows)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{"count",-46} {"now",11} {"baseline",11} {"change",8}");
        foreach (var row in rows)
            text.AppendLine(CultureInfo.InvariantCulture, $"{row.Name,-46} {row.Count,11:0.00} {row.Baseline,11:0.00} {row.Count / row.Baseline - 1,8:+0.0 %;-0.0 %;0.0 %} {Mark(row.Outcome)}");
        if (rows.Any(row => row.Outcome is GuardOutcome.NotCounted))
            text.AppendLine("System calls were NOT counted, because strace is not here or may not trace; all else was.");
        if (rows.Any(row => row.Outcome is GuardOutcome.Shrunk))
            text.AppendLine("What is marked - came down by more than 10 %: bench/guard.sh --update keeps it there.");
        var grown = rows.Where(row => row.Outcome is GuardOutcome.Grown or GuardOutcome.Missing).Select(row => row.Name).ToList();
        text.Append(grown.Count == 0
            ? "No count grew by more than 10 %."
            : $"More than 10 % above the baseline, or no longer counted: {string.Join(", ", grown)}. When that is meant, bench/guard.sh --update, and say why in the commit message.");
        return text.ToString();
    }

    private static string Mark(GuardOutcome outcome) => outcome switch
    {
        GuardOutcome.Grown => "GREW",
        GuardOutcome.Missing => "GONE",
        GuardOutcome.Shrunk => "-",
        GuardOutcome.NotCounted => "not counted",
        _ => "",
    };
}
