using CsCheck;
using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Verdicts;

namespace MoniTao.Connectivity.Tests.Verdicts;

/// <summary>What holds after any sequence of results, with any thresholds, from any history.</summary>
public sealed class VerdictProperties
{
    private static readonly Reason?[] Results =
        [null, null, Reasons.TcpRefused, Reasons.TcpTimedOut, Reasons.DnsNameNotFound, Reasons.ProberOverloaded, Reasons.ProbeCancelled];

    private static readonly Gen<(Reason? Reason, int Minutes, bool Maintenance)> Step = Gen.Select(
        Gen.Int[0, Results.Length - 1].Select(i => Results[i]),
        Gen.Int[1, 90],
        Gen.Frequency((5, Gen.Const(false)), (1, Gen.Const(true))));

    private static readonly Gen<Outage> AnyOutage = Gen.Select(Gen.Int[-9000, 9000], Gen.Int[-9000, 9000], Gen.Bool, (start, end, open) =>
        new Outage(Make.Noon.AddMinutes(start), open ? null : Make.Noon.AddMinutes(end), "TcpRefused", "TCP", ""));

    [Fact]
    public void Any_story_keeps_the_invariants() =>
        Gen.Select(Step.Array[0, 120], Gen.Int[1, 4], Gen.Int[1, 4], AnyOutage.Array[0, 30]).Sample(
            (steps, failures, successes, history) => Run(steps, new Cadence { FailureThreshold = failures, SuccessThreshold = successes }, history),
            iter: 3000);

    private static void Run((Reason? Reason, int Minutes, bool Maintenance)[] steps, Cadence cadence, Outage[] history)
    {
        var now = Make.Noon;
        var state = MonitorState.Initial(now) with { Outages = OutageLog.Restore(history) };
        var (row, last) = (0, (bool?)null);
        foreach (var (reason, minutes, maintenance) in steps)
        {
            now = now.AddMinutes(minutes);
            var before = state;
            state = VerdictTracker.Fold(before, Make.Probe(reason, now), cadence, maintenance);
            if (reason is null || reason.Fault != FaultDomain.Prober)
                (row, last) = (last == (reason is not null) ? row + 1 : 1, reason is not null);
            Check(before, state, now, reason, row, cadence);
        }
    }

    private static void Check(MonitorState before, MonitorState state, DateTimeOffset now, Reason? reason, int row, Cadence cadence)
    {
        var (was, verdict) = (before.Verdict, state.Verdict);

        Assert.True(verdict.Since <= now, "since is never in the future");
        Assert.True(state.Outages.Entries.Count <= OutageLog.Capacity, "at most twenty outages");
        Assert.True(state.Outages.Entries.Count(o => o.End is null) <= 1, "at most one open outage");
        Assert.True(verdict.State != VerdictState.Up || state.Outages.Open is null, "up means that no outage is open");
        Assert.Equal(verdict.State == VerdictState.Up, verdict.Reason is null && verdict.ReasonName == "Reachable");
        Assert.Equal(verdict.State == VerdictState.Down, verdict.Reason is { Fault: not FaultDomain.Prober });
        var failed = reason is { Fault: not FaultDomain.Prober };
        Assert.True(!failed || verdict.State != VerdictState.Down || state.InMaintenance || state.Outages.Open is not null, "down without maintenance is an outage");
        Assert.True(verdict.State != VerdictState.Down || was.State == VerdictState.Down || (failed && row >= cadence.FailureThreshold), "down is confirmed");
        Assert.True(verdict.State != VerdictState.Up || was.State == VerdictState.Up || (reason is null && (was.State != VerdictState.Down || row >= cadence.SuccessThreshold)), "up is confirmed");
        Assert.True(reason != Reasons.ProbeCancelled || ReferenceEquals(before, state), "called off changes nothing");
        Assert.True(state.OutageTime >= before.OutageTime, "the time in outages never falls");
        var availability = state.AvailabilityAt(now);
        Assert.All((double?[])[availability.Hour, availability.Day, availability.Week], a => Assert.True(a is null or (>= 0 and <= 1)));
    }
}
