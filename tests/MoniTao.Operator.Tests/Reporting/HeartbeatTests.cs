using MoniTao.Operator.Reporting;

namespace MoniTao.Operator.Tests.Reporting;

/// <summary>Writes that say nothing new: often for few monitors, and no flood of many.</summary>
public sealed class HeartbeatTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3000)]
    public void Of_few_monitors_each_has_one_in_five_to_six_minutes(int monitors) => Assert.All(
        Intervals(monitors), interval => Assert.InRange(interval, Heartbeat.Shortest, Heartbeat.Shortest + TimeSpan.FromMinutes(1)));

    [Theory]
    [InlineData(10_000)]
    [InlineData(50_000)]
    public void Of_many_that_began_together_no_more_than_twenty_are_due_in_a_second(int monitors)
    {
        var intervals = Intervals(monitors).ToList();

        var most = Enumerable.Range(1, 4).SelectMany(beat => intervals.Select(interval => interval * beat))
            .GroupBy(due => (long)(due / TimeSpan.FromMinutes(1))).Max(minute => minute.Count());

        Assert.InRange(most, 0, 20 * 60 * 1.15); // hashes are even, and not more
        Assert.InRange(intervals.Max(), Heartbeat.Shortest, TimeSpan.FromSeconds(monitors / 10.0));
    }

    [Fact]
    public void Time_between_two_stays_as_it_is() => Assert.Equal(Heartbeat.Interval("a/b", 7), Heartbeat.Interval("a/b", 7));

    private static IEnumerable<TimeSpan> Intervals(int monitors) => Enumerable.Range(0, monitors).Select(i => Heartbeat.Interval($"shop/monitor-{i}", monitors));
}
