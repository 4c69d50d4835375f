using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Tests.FaultLab;

namespace MoniTao.Connectivity.Tests.Load;

/// <summary>Ten thousand probes of healthy endpoints: not one may fail.</summary>
public sealed class HealthyEndpointsTests(LabFixture fixture, ITestOutputHelper output) : IClassFixture<LabFixture>
{
    private const int Probes = 10_000;
    private const int AtOnce = 64;

    private static readonly string[] Names = ["healthy-http", "healthy-tcp", "healthy-https", "healthy-http-chunked", "healthy-http-body", "healthy-tcp", "healthy-http", "healthy-https"];

    [Fact]
    public async Task Ten_thousand_probes_have_not_one_failure()
    {
        var specs = Names.Select(n => fixture.Lab[n].ToSpec() with { Timeout = TimeSpan.FromSeconds(60) }).ToList();
        var failures = new System.Collections.Concurrent.ConcurrentBag<string>();
        var begin = TimeProvider.System.GetTimestamp();
        await Parallel.ForAsync(0, Probes, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (i, token) =>
        {
            var named = Classifier.Classify(await fixture.Prober.ProbeAsync(specs[i % specs.Count], token));
            if (named.Result != ProbeResult.Success)
                failures.Add($"{named.Target}: {named.Reason} {named.Message}");
        });
        output.WriteLine($"{Probes} probes in {TimeProvider.System.GetElapsedTime(begin).TotalSeconds:0.0} s");

        Assert.Empty(failures);
        Assert.Empty(fixture.Lab.Errors);
    }
}
