using MoniTao.Connectivity.Classification;

namespace MoniTao.Connectivity.Verdicts;

/// <summary>Probes in a row with the same result, and failures in a row for the same reason.</summary>
/// <param name="Result">The result; null before the first probe.</param>
/// <param name="Count">How many in a row.</param>
/// <param name="ReasonCount">How many in a row for the reason of the last one.</param>
/// <param name="Reason">The reason of the last one.</param>
/// <param name="Since">When the first of the row started.</param>
public sealed record Streak(ProbeResult? Result, int Count, int ReasonCount, Reason? Reason, DateTimeOffset Since)
{
    /// <summary>Before the first probe.</summary>
    public static readonly Streak None = new(null, 0, 0, null, default);

    /// <summary>Adds a probe.</summary>
    public Streak Add(Assessment probe)
    {
        if (probe.Result != Result)
            return new Streak(probe.Result, 1, 1, probe.Reason, probe.StartedAt);
        return this with { Count = Count + 1, ReasonCount = probe.Reason == Reason ? ReasonCount + 1 : 1, Reason = probe.Reason };
    }
}
