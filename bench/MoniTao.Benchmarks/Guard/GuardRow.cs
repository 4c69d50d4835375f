namespace MoniTao.Benchmarks.Guard;

/// <summary>A count and what it may be.</summary>
/// <param name="Name">What is counted.</param>
/// <param name="Count">How much it is; null: it was not counted.</param>
/// <param name="Baseline">How much it was; null: it is new.</param>
/// <param name="Outcome">What to make of it.</param>
internal sealed record GuardRow(string Name, double? Count, double? Baseline, GuardOutcome Outcome)
{
    private const double Tolerance = 0.10;

    /// <summary>A call more in every twentieth probe is the runtime's, also where there are few.</summary>
    private const double Slack = 0.05;

    /// <summary>One row for each name on either side.</summary>
    public static IReadOnlyList<GuardRow> Compare(IReadOnlyDictionary<string, double> baseline, IReadOnlyDictionary<string, double> counts, bool traced) =>
        [.. baseline.Keys.Union(counts.Keys).Order(StringComparer.Ordinal).Select(name =>
        {
            var (count, before) = (Find(counts, name), Find(baseline, name));
            return new GuardRow(name, count, before, Judge(name, count, before, traced));
        })];

    private static double? Find(IReadOnlyDictionary<string, double> counts, string name) => counts.TryGetValue(name, out var count) ? count : null;

    private static GuardOutcome Judge(string name, double? count, double? baseline, bool traced) => (count, baseline) switch
    {
        (null, _) when IsSystemCall(name) => traced ? GuardOutcome.Shrunk : GuardOutcome.NotCounted,
        (null, _) => GuardOutcome.Missing,
        (_, null) => GuardOutcome.Grown,
        ({ } now, { } before) when now > before * (1 + Tolerance) + Slack => GuardOutcome.Grown,
        ({ } now, { } before) when now < before * (1 - Tolerance) - Slack => GuardOutcome.Shrunk,
        _ => GuardOutcome.Same,
    };

    /// <summary>Those of a probe that are not bytes.</summary>
    private static bool IsSystemCall(string name) => name.EndsWith(" per probe", StringComparison.Ordinal) && !name.Contains("bytes", StringComparison.Ordinal);
}
