using CsCheck;
using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Verdicts;

namespace MoniTao.Connectivity.Tests.Fuzz;

/// <summary>The outages of any story, from any history, on a clock that may be set back.</summary>
public sealed class OutageProperties
{
    private static readonly Gen<Outage> AnyOutage = Gen.Select(Gen.Int[-9000, 9000], Gen.Int[-9000, 9000], Gen.Bool, (start, end, open) =>
        new Outage(Make.Noon.AddMinutes(start), open ? null : Make.Noon.AddMinutes(end), "TcpRefused", "TCP", ""));

    private static readonly Gen<(Reason? Reason, int Minutes)[]> Stories = Gen.Select(
        Gen.Int[0, 4].Select(i => new[] { null, null, Reasons.TcpRefused, Reasons.TcpTimedOut, Reasons.ProberOverloaded }[i]), Gen.Int[1, 90]).Array[0, 150];

    [Fact]
    public void Outages_are_in_order_and_apart() => Property.Holds(Gen.Select(Stories, Gen.Int[1, 4], Gen.Int[1, 4]), input =>
    {
        var (steps, failures, successes) = input;
        var (now, state) = (Make.Noon, MonitorState.Initial(Make.Noon));
        foreach (var (reason, minutes) in steps)
        {
            now = now.AddMinutes(minutes);
            state = VerdictTracker.Fold(state, Make.Probe(reason, now), new Cadence { FailureThreshold = failures, SuccessThreshold = successes });
        }

        OrderedAndApart(state.Outages);
    }, tries: 2000);

    [Fact]
    public void A_damaged_history_is_put_in_order() => Property.Holds(AnyOutage.Array[0, 40], history =>
    {
        var log = OutageLog.Restore(history);
        OrderedAndApart(log);
        Assert.InRange(log.Entries.Count, 0, OutageLog.Capacity);
        Assert.Equal(log.Entries, OutageLog.Restore(log.Entries).Entries);
        OrderedAndApart(log.Close(Make.Noon));
        var share = Availability.Of(log, Make.Noon.AddDays(-9), Make.Noon);
        Assert.All((double?[])[share.Hour, share.Day, share.Week], s => Assert.True(s is null or (>= 0 and <= 1)));
    }, tries: 3000);

    /// <summary>Newest first, only the newest open, none before its own start, none into the next.</summary>
    private static void OrderedAndApart(OutageLog log)
    {
        Assert.All(log.Entries.Skip(1), outage => Assert.NotNull(outage.End));
        Assert.All(log.Entries, outage => Assert.True(outage.End is null || outage.End >= outage.Start));
        Assert.All(log.Entries.Zip(log.Entries.Skip(1)), pair => Assert.True(pair.First.Start >= pair.Second.End, $"{pair.Second} runs into {pair.First}"));
    }
}
