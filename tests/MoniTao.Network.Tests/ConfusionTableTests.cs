using MoniTao.Network.Tests.Lab;
using MoniTao.Network.Tests.Scenarios;

namespace MoniTao.Network.Tests;

/// <summary>The whole picture at once: what was made against what was reported.</summary>
public sealed class ConfusionTableTests(PathNetwork network, ITestOutputHelper output)
{
    [Fact]
    public void Nothing_is_off_the_diagonal()
    {
        var cells = PathCatalog.All
            .GroupBy(s => (Produced: s.Reason, Reported: network.Diagnoses[s.Name].Verdict.Reason))
            .OrderBy(cell => cell.Key.Produced, StringComparer.Ordinal)
            .ToList();
        output.WriteLine($"{"produced",-32}{"reported",-32}times  scenarios");
        foreach (var cell in cells)
            output.WriteLine($"{cell.Key.Produced,-32}{cell.Key.Reported,-32}{cell.Count(),5}  {string.Join(", ", cell)}");

        Assert.DoesNotContain(cells, cell => cell.Key.Produced != cell.Key.Reported);
    }

    [Fact]
    public void Every_reason_that_is_expected_is_produced()
    {
        var produced = PathCatalog.All.Select(s => s.Reason).ToHashSet(StringComparer.Ordinal);
        Assert.Empty(Expectation.Of.Keys.Except(produced));
    }
}
