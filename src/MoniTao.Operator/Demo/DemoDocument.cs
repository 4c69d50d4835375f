namespace MoniTao.Operator.Demo;

/// <summary>The settled demo for scripts.</summary>
/// <param name="AsExpected">True when every verdict is the expected one.</param>
/// <param name="Scenarios">In the order of the table.</param>
internal sealed record DemoDocument(bool AsExpected, IReadOnlyList<DemoDocument.Scenario> Scenarios)
{
    /// <summary>One endpoint.</summary>
    internal sealed record Scenario(
        string Name,
        string Description,
        string Layer,
        string Target,
        string State,
        string Reason,
        string Expected,
        bool AsExpected,
        string Message,
        string? Hint);

    public static DemoDocument Of(IReadOnlyList<DemoResult> results) => new(results.All(r => r.AsExpected), [.. results.Select(OfResult)]);

    private static Scenario OfResult(DemoResult result)
    {
        var verdict = result.Monitor.State.Verdict;
        return new Scenario(
            result.Scenario.Name, result.Scenario.Description, Connectivity.Model.LayerNames.Name(result.Layer), result.Scenario.Target,
            verdict.State.ToString(), result.Actual, result.Expected, result.AsExpected, result.Message, verdict.Hint.Length > 0 ? verdict.Hint : null);
    }
}
