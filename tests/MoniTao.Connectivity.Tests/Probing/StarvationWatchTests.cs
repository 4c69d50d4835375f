using Microsoft.Extensions.Time.Testing;
using MoniTao.Connectivity.Probing;

namespace MoniTao.Connectivity.Tests.Probing;

public sealed class StarvationWatchTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);
    private readonly LateClock _clock = new();

    [Fact]
    public void Timers_on_time_are_no_starvation()
    {
        var time = new FakeTimeProvider();
        using var watch = new StarvationWatch(time, AtOnce);
        var start = time.GetTimestamp();
        for (var i = 0; i < 100; i++)
            time.Advance(TimeSpan.FromMilliseconds(50));

        Assert.Equal(TimeSpan.Zero, watch.Since(start));
    }

    [Fact]
    public void A_late_tick_is_remembered_for_the_probes_that_ran_then()
    {
        using var watch = new StarvationWatch(_clock, AtOnce);
        var before = _clock.GetTimestamp();
        Late(TimeSpan.FromSeconds(3));
        var after = _clock.GetTimestamp() + 1;
        for (var i = 0; i < 10; i++)
            Late(TimeSpan.Zero);

        Assert.Equal(TimeSpan.FromSeconds(3), watch.Since(before));
        Assert.Equal(TimeSpan.Zero, watch.Since(after));
    }

    [Fact]
    public void A_lapse_that_still_goes_on_counts()
    {
        using var watch = new StarvationWatch(_clock, AtOnce);
        _clock.Pass(TimeSpan.FromSeconds(2));
        Assert.Equal(TimeSpan.FromSeconds(2) - Tick, watch.Since(0));
    }

    [Fact]
    public void The_longest_of_many_lapses_is_told_and_memory_is_bounded()
    {
        using var watch = new StarvationWatch(_clock, AtOnce);
        Late(TimeSpan.FromSeconds(9));
        for (var i = 0; i < 256; i++)
            Late(TimeSpan.FromSeconds(i == 77 ? 5 : 1));

        Assert.Equal(TimeSpan.FromSeconds(5), watch.Since(0)); // the first one is forgotten
    }

    [Fact]
    public void Short_lapses_add_up()
    {
        using var watch = new StarvationWatch(_clock, AtOnce);
        for (var i = 0; i < 10; i++)
            Late(TimeSpan.FromMilliseconds(30));
        var before = watch.Total;
        Late(TimeSpan.FromMilliseconds(40));
        _clock.Pass(Tick + TimeSpan.FromMilliseconds(5));

        Assert.Equal(TimeSpan.FromMilliseconds(300), before);
        Assert.Equal(TimeSpan.FromMilliseconds(45), watch.Total - before);
    }

    [Fact]
    public void The_canary_waits_in_line_with_all_other_work()
    {
        Action? turn = null;
        using var watch = new StarvationWatch(_clock, t => turn = t);
        _clock.Pass(Tick);
        _clock.Fire();
        _clock.Pass(TimeSpan.FromSeconds(2));
        Assert.Equal(TimeSpan.FromSeconds(2), watch.Since(0));
        turn!();
        _clock.Pass(Tick);
        Assert.Equal((TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2)), (watch.Since(0), watch.Total));
    }

    private static void AtOnce(Action turn) => turn();

    private void Late(TimeSpan by)
    {
        _clock.Pass(Tick + by);
        _clock.Fire();
    }
}
