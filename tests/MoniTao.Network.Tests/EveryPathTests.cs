using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Model;
using MoniTao.Network.Tests.Cases;
using MoniTao.Network.Tests.Lab;
using MoniTao.Network.Tests.Scenarios;

namespace MoniTao.Network.Tests;

/// <summary>Each fault of the path, made in a network and seen by the program, gets exactly its reason.</summary>
public sealed class EveryPathTests(PathNetwork network, ITestOutputHelper output)
{
    public static TheoryData<string> Names => [.. PathCatalog.All.Select(s => s.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_reason_is_the_one_that_was_made(string name)
    {
        var scenario = PathCatalog.Find(name);
        var seen = network.Diagnoses[name];
        output.WriteLine($"{scenario.Made}: {seen.Target} → {seen.Verdict.Reason}. {seen.Text}");

        Assert.True(scenario.Reason == seen.Verdict.Reason, $"{scenario.Reason} was made, {seen.Verdict.Reason} was reported: {seen.Text}");
        Assert.Contains(scenario.Phrase, seen.Text, StringComparison.Ordinal);
        if (scenario.Says.Length > 0)
            Assert.Contains($"says {scenario.Says}", seen.Verdict.Message, StringComparison.Ordinal);
        else
            Assert.DoesNotContain("says ", seen.Verdict.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void State_layer_conditions_and_fault_domain_follow_the_taxonomy(string name)
    {
        var scenario = PathCatalog.Find(name);
        var seen = network.Diagnoses[name];
        if (scenario.Reason == PathScenario.Up)
        {
            Assert.Equal("Up", seen.Verdict.State);
            Assert.All(seen.Layers, layer => Assert.Equal("Passed", layer.Result));
            return;
        }

        var expected = Expectation.Of[scenario.Reason];
        var reason = Reasons.Find(seen.Verdict.Reason);
        Assert.NotNull(reason);
        Assert.Equal(expected, new Expectation(seen.Verdict.State, reason.Layer, reason.Fault, reason.Conditions));
        Assert.Equal(expected.Layer.Name(), seen.Verdict.Layer);
        Assert.Single(seen.Layers, layer => layer.Result == "Failed");
    }
}
