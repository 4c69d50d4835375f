using MoniTao.Connectivity.Classification;
using MoniTao.Network.Tests.Cases;
using MoniTao.Network.Tests.Scenarios;

namespace MoniTao.Network.Tests;

/// <summary>The whole taxonomy from the outside in: what was made against what was reported, and the conditions that follow.</summary>
public sealed class EveryReasonTests(ReasonRuns runs, ITestOutputHelper output) : IClassFixture<ReasonRuns>
{
    [Fact]
    public void Every_reason_has_a_case_and_nothing_is_off_the_diagonal()
    {
        var cells = ReasonCases.All
            .GroupBy(c => (Produced: c.Reason, Reported: runs.Statuses[c.Name].Reason))
            .OrderBy(cell => cell.Key.Produced, StringComparer.Ordinal)
            .ToList();
        output.WriteLine($"{"produced",-32}{"reported",-32}times  cases");
        foreach (var cell in cells)
            output.WriteLine($"{cell.Key.Produced,-32}{cell.Key.Reported,-32}{cell.Count(),5}  {string.Join(", ", cell.Select(c => $"{c} ({c.Origin})"))}");

        Assert.Empty(Reasons.All.Select(r => r.Name).Except(ReasonCases.All.Select(c => c.Reason)));
        Assert.DoesNotContain(cells, cell => cell.Key.Produced != cell.Key.Reported);
    }

    [Fact]
    public void Each_case_gets_the_conditions_of_its_reason()
    {
        var wrong = ReasonCases.All.Where(c => !AsExpected(c, out _, out _)).ToList();
        foreach (var c in wrong)
        {
            AsExpected(c, out var due, out var status);
            output.WriteLine($"{c}: {c.Reason} [{string.Join(' ', due)}] was made, {status.Reason} {status.Conditions["Reachable"]} [{string.Join(' ', status.True)}] was written");
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void The_catalog_says_of_each_reason_what_the_taxonomy_says() =>
        Assert.Equal(
            Expectation.Of.OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => (e.Key, e.Value.Layer, e.Value.Fault, e.Value.Conditions)),
            Reasons.All.OrderBy(r => r.Name, StringComparer.Ordinal).Select(r => (r.Name, r.Layer, r.Fault, r.Conditions)));

    [Fact]
    public void No_two_cases_have_the_same_name() => Assert.Equal(ReasonCases.All.Count, ReasonCases.All.DistinctBy(c => c.Name).Count());

    private bool AsExpected(ReasonCase made, out IReadOnlyList<string> due, out Monitoring.MonitorStatus status)
    {
        status = runs.Statuses[made.Name];
        var expected = made.Reason == PathScenario.Up ? new Expectation("Up", default, default, FailureConditions.None) : Expectation.Of[made.Reason];
        var conditions = Enum.GetValues<FailureConditions>().Where(c => c != FailureConditions.None && expected.Conditions.HasFlag(c)).Select(c => c.ToString());
        due = [.. conditions.Append(made.Warning).Where(c => c.Length > 0)];
        var reachable = expected.State switch { "Up" => "True", "Down" => "False", _ => "Unknown" };
        return status.Conditions["Reachable"] == (reachable, made.Reason) && status.True.ToHashSet().SetEquals(due);
    }
}
