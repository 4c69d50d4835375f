using System.Collections.Concurrent;
using System.Globalization;
using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Tests.FaultLab;
using MoniTao.Connectivity.Verdicts;

namespace MoniTao.Connectivity.Tests.Load;

/// <summary>
/// Healthy targets, probed with tight time-outs while other work takes every core and the thread pool: what comes late is the
/// prober's fault. A handshake within this machine is over before it can come late; what is above it is not.
/// <c>tests/soak/saturated.sh</c> runs it with 20,000 probes.
/// </summary>
[Collection(WholeMachine.Name)]
public sealed class SaturatedProberTests(LabFixture fixture, ITestOutputHelper output) : IClassFixture<LabFixture>
{
    private const int AtOnce = 64;

    /// <summary>A connection is the kernel's to accept. The servers above it are in this very process, and come as late as the prober.</summary>
    private static readonly (string Name, int Milliseconds)[] Targets =
        [("healthy-tcp", 30), ("healthy-tcp", 100), ("healthy-tcp", 1000), ("healthy-http", 1000), ("healthy-https", 1000), ("healthy-http-body", 2000)];

    private static int Probes => int.TryParse(Environment.GetEnvironmentVariable("MONITAO_SATURATED_PROBES"), CultureInfo.InvariantCulture, out var n) ? n : 500;

    [Fact]
    public async Task No_late_probe_of_a_healthy_target_is_held_against_it()
    {
        var specs = Targets.Select(t => fixture.Lab[t.Name].ToSpec() with { Timeout = TimeSpan.FromMilliseconds(t.Milliseconds) }).ToList();
        var states = specs.ConvertAll(_ => MonitorState.Initial(TimeProvider.System.GetUtcNow()));
        var results = new ConcurrentDictionary<string, int>();
        var blamed = new ConcurrentBag<string>();
        var starved = 0;
        using (var busy = new BusyMachine(processes: 2, threads: 2 * Environment.ProcessorCount, poolWork: 4 * Environment.ProcessorCount))
        {
            await Parallel.ForAsync(0, Probes, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (i, token) =>
            {
                var seen = await fixture.Prober.ProbeAsync(specs[i % specs.Count], token);
                var named = Classifier.Classify(seen);
                if (seen.Prober.TotalStarvation > specs[0].Timeout)
                    Interlocked.Increment(ref starved);
                results.AddOrUpdate(named.Reason?.Name ?? "Success", 1, (_, n) => n + 1);
                if (named.Result == ProbeResult.Failure)
                    blamed.Add($"{named.Target} {seen.Spec.Timeout.TotalMilliseconds} ms: {named.Reason} {named.Message}; starved {seen.Prober.Starvation.TotalMilliseconds:0} of {seen.Prober.TotalStarvation.TotalMilliseconds:0} ms, own delay {seen.Tcp?.OwnDelay.TotalMilliseconds:0} ms, took {seen.Elapsed.TotalMilliseconds:0} ms");
                lock (states)
                    states[i % specs.Count] = VerdictTracker.Fold(states[i % specs.Count], named, new Cadence());
            });
            output.WriteLine($"{busy.Pieces} pieces of other work went through the thread pool");
        }

        output.WriteLine($"{starved} probes waited for this process longer than the shortest time-out");
        foreach (var (name, count) in results)
            output.WriteLine($"{count,6} {name}");
        Assert.True(blamed.IsEmpty, string.Join('\n', blamed.Take(20)));
        Assert.DoesNotContain(states, s => s.Verdict.State == VerdictState.Down);
        Assert.Equal(Probes, results.Values.Sum());
        Assert.True(results.Keys.All(name => name is "Success" or "ProberOverloaded"), string.Join(", ", results.Keys));
        Assert.True(starved > 0, "nothing came late: the machine was not busy enough to show anything");
    }
}
