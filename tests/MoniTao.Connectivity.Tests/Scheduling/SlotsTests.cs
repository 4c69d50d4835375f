using MoniTao.Connectivity.Scheduling;

namespace MoniTao.Connectivity.Tests.Scheduling;

public sealed class SlotsTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData("default/m{0}")]
    [InlineData("team-{0}/shop")]
    [InlineData("{0}")]
    [InlineData("a-very-long-namespace-name/monitor-{0:D5}")]
    public void Ten_thousand_monitors_spread_evenly_over_the_period(string format)
    {
        var perSecond = Enumerable.Range(0, 10_000)
            .Select(i => (int)Slots.Offset(string.Format(System.Globalization.CultureInfo.InvariantCulture, format, i), Minute).TotalSeconds)
            .CountBy(s => s).ToDictionary();

        Assert.Equal(60, perSecond.Count); // 167 are due each second on average
        Assert.All(perSecond.Values, count => Assert.InRange(count, 100, 250));
    }

    [Fact]
    public void The_offset_is_stable_and_within_the_period()
    {
        Assert.Equal(Slots.Offset("web/shop", Minute), Slots.Offset("web/shop", Minute));
        Assert.InRange(Slots.Offset("web/shop", Minute), TimeSpan.Zero, Minute);
        Assert.InRange(Slots.Offset("", Minute), TimeSpan.Zero, Minute);
    }

    [Theory]
    [InlineData(0, 7)]
    [InlineData(6.9, 7)]
    [InlineData(7, 67)]
    [InlineData(66.9, 67)]
    [InlineData(67, 127)]
    [InlineData(31536007, 31536067)]
    public void The_next_slot_lies_on_the_grid_after_the_moment(double after, double slot) =>
        Assert.Equal(TimeSpan.FromSeconds(slot), Slots.Next(TimeSpan.FromSeconds(7), Minute, TimeSpan.FromSeconds(after)));
}
