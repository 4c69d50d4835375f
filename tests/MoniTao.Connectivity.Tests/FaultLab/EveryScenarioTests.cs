using MoniTao.Connectivity.Classification;
using MoniTao.FaultLab;

namespace MoniTao.Connectivity.Tests.FaultLab;

/// <summary>Each broken endpoint, probed over real sockets, gets exactly its reason.</summary>
public sealed class EveryScenarioTests(LabFixture fixture, ITestOutputHelper output) : IClassFixture<LabFixture>
{
    public static TheoryData<string> Names => [.. FaultCatalog.All.Where(d => !d.NeedsIPv6 || LoopbackV6.Usable).Select(d => d.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_reason_is_the_one_that_was_built_in(string name)
    {
        var scenario = fixture.Lab[name];
        var seen = await fixture.Prober.ProbeAsync(scenario.ToSpec(), TestContext.Current.CancellationToken);
        var named = Classifier.Classify(seen);
        output.WriteLine($"{scenario.Target}: {named.Reason} {named.Message} | {named.Hint}");
        foreach (var layer in named.Layers)
            output.WriteLine($"  {layer}");
        output.WriteLine($"  {seen.Tls}\n  {seen.Http}");

        Assert.Equal(scenario.ExpectedReason, named.Reason?.Name);
        Assert.Equal(scenario.ExpectedWarning == "CertificateExpiring", named.CertificateExpiring is not null);
        Assert.Equal(scenario.ExpectedWarning == "DnsInconsistent", named.DnsInconsistent is not null);
    }
}
