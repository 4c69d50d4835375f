using MoniTao.Connectivity.Classification;

namespace MoniTao.Connectivity.Verdicts;

/// <summary>The confirmed answer to "can it be reached, and if not, why".</summary>
/// <param name="State">The answer.</param>
/// <param name="Reason">The cause; null while Up and before the first probe.</param>
/// <param name="Since">When this state began: for Down the first failure of the row, not the one that confirmed it.</param>
/// <param name="Message">One sentence for people, as of the probe that decided.</param>
/// <param name="Hint">What to do next; empty when there is nothing.</param>
public sealed record Verdict(VerdictState State, Reason? Reason, DateTimeOffset Since, string Message, string Hint)
{
    /// <summary>The name of the state's cause: the reason's, or Reachable, or NotProbedYet.</summary>
    public string ReasonName => Reason?.Name ?? (State == VerdictState.Up ? "Reachable" : "NotProbedYet");

    /// <summary>The verdict before the first probe has decided.</summary>
    public static Verdict Initial(DateTimeOffset now) => new(VerdictState.Unknown, null, now, "Not probed yet", "");
}
