using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Engine;
using MoniTao.Connectivity.Tests.Support;

namespace MoniTao.Connectivity.Tests.Engine;

public sealed class ProbeCountersTests
{
    [Fact]
    public void Trouble_of_the_prober_is_counted_by_reason_and_that_of_targets_is_not()
    {
        var counters = new ProbeCounters();
        foreach (var reason in new[] { null, Reasons.TcpRefused, Reasons.ProberOverloaded, Reasons.ProberOverloaded, Reasons.IcmpUnavailable })
            counters.Add(Make.Probe(reason, Make.Noon));

        Assert.Equal((2, 1, 0), (counters.Faults(Reasons.ProberOverloaded), counters.Faults(Reasons.IcmpUnavailable), counters.Faults(Reasons.TcpRefused)));
        Assert.Equal((1, 1, 3), (counters.Count(ProbeResult.Success), counters.Count(ProbeResult.Failure), counters.Count(ProbeResult.Inconclusive)));
    }
}
