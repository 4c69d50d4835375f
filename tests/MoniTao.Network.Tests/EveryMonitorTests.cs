using MoniTao.Connectivity.Classification;
using MoniTao.Network.Tests.Lab;
using MoniTao.Network.Tests.Monitoring;
using MoniTao.Network.Tests.Scenarios;

namespace MoniTao.Network.Tests;

/// <summary>From the outside in: a manifest goes into the monitoring program, conditions come out.</summary>
public sealed class EveryMonitorTests(PathNetwork network, ITestOutputHelper output)
{
    [Fact]
    public async Task Each_manifest_gets_the_conditions_of_its_fault()
    {
        var wrong = new List<string>();
        foreach (var batch in PathCatalog.All.GroupBy(s => s.From))
        {
            var folder = network.WriteManifests($"every-{batch.Key}", batch);
            await using var run = new MonitorRun(batch.Key, folder);
            var due = batch.ToDictionary(s => s.Name);
            await Wait.UntilAsync(() => TakeSettled(folder, due, wrong), () => $"{string.Join(", ", due.Keys)}\n{run.Log}");
        }

        wrong.ForEach(output.WriteLine);
        Assert.Empty(wrong);
    }

    private static bool TakeSettled(string folder, Dictionary<string, PathScenario> due, List<string> wrong)
    {
        foreach (var scenario in due.Values.ToList())
        {
            var status = MonitorStatus.Read(Manifests.StatusFile(folder, scenario));
            if (!status.IsSettled(reason => reason == PathScenario.Up || Reasons.Find(reason) is not null))
                continue;
            due.Remove(scenario.Name);
            var (expected, reachable) = Expected(scenario);
            if (status.Reason != scenario.Reason || status.Conditions["Reachable"].Status != reachable || !status.True.ToHashSet().SetEquals(expected))
                wrong.Add($"{scenario}: {scenario.Reason} [{string.Join(' ', expected)}] was made, {status.Reason} [{string.Join(' ', status.True)}] was written");
        }

        return due.Count == 0;
    }

    /// <summary>The failure conditions that must be True, and the status of Reachable.</summary>
    private static (IReadOnlyList<string> True, string Reachable) Expected(PathScenario scenario)
    {
        if (scenario.Reason == PathScenario.Up)
            return ([], "True");
        var expected = Expectation.Of[scenario.Reason];
        var conditions = Enum.GetValues<FailureConditions>().Where(c => c != FailureConditions.None && expected.Conditions.HasFlag(c));
        return ([.. conditions.Select(c => c.ToString())], expected.State == "Down" ? "False" : "Unknown");
    }
}
