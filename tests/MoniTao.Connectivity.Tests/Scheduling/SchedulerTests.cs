using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Scheduling;

namespace MoniTao.Connectivity.Tests.Scheduling;

public sealed class SchedulerTests
{
    private static readonly SchedulerOptions Three = new() { MaximumConcurrency = 3, StartSpacing = TimeSpan.Zero };

    [Fact]
    public async Task Ten_thousand_monitors_run_once_a_period_and_evenly()
    {
        await using var rig = new ScheduleRig();
        for (var i = 0; i < 10_000; i++)
            rig.Scheduler.Own(Make.Plan($"web/m{i}", cadence: ScheduleRig.Every(60)), spread: true);
        Assert.Equal(0, rig.Count);
        await rig.RunAsync(180);

        Assert.Equal(10_000, rig.Scheduler.Owned);
        Assert.All(rig.Starts.CountBy(s => s.Id), s => Assert.Equal(3, s.Value));
        Assert.All(rig.Starts.CountBy(s => s.At), s => Assert.InRange(s.Value, 100, 250));
        Assert.Equal(30_000, rig.Scheduler.Lag.Read().Counts.Sum());
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(3, 10)]
    [InlineData(25, 30)]
    public async Task There_is_no_drift_whatever_a_probe_takes(int seconds, int every)
    {
        TaskCompletionSource<TimeSpan?>? running = null;
        await using var rig = new ScheduleRig((_, token) => (running = new TaskCompletionSource<TimeSpan?>()).Task.WaitAsync(token));
        rig.Scheduler.Own(Make.Plan("a", cadence: ScheduleRig.Every(10)), spread: true);
        var left = seconds;
        for (var second = 0; second < 300; second++)
        {
            rig.Time.Advance(TimeSpan.FromSeconds(1));
            if (rig.Scheduler.InFlight == 0)
                continue;
            await Wait.UntilAsync(() => Volatile.Read(ref running) is not null, "the probe runs");
            if (left-- > 0)
                continue;
            left = seconds;
            Interlocked.Exchange(ref running, null)!.SetResult(null);
            await rig.SettleAsync();
        }

        var starts = rig.SecondsOf("a");
        Assert.InRange(starts.Count, 300 / every - 1, 300 / every);
        Assert.All(starts, at => Assert.Equal(0, (at - starts[0]) % every));
    }

    [Fact]
    public async Task A_pause_is_followed_by_no_burst()
    {
        await using var rig = new ScheduleRig();
        for (var i = 0; i < 50; i++)
            rig.Scheduler.Own(Make.Plan($"m{i}", cadence: ScheduleRig.Every(10)), spread: true);
        await rig.RunAsync(10, 0.5);
        var before = rig.Count;
        await rig.RunAsync(3600, 3600);

        Assert.Equal(50, before);
        Assert.Equal(100, rig.Count);
        Assert.InRange(rig.Scheduler.Lag.Read().Sum, 50 * 3000, 50 * 3600);
    }

    [Fact]
    public async Task Hastened_monitors_are_probed_once_soon_and_at_a_distance_and_keep_their_slots()
    {
        await using var rig = new ScheduleRig();
        for (var i = 0; i < 20; i++)
            rig.Scheduler.Own(Make.Plan($"m{i}", cadence: ScheduleRig.Every(600)), spread: true);
        await rig.RunAsync(600);
        Assert.Equal(20, rig.Count);
        rig.Scheduler.Hasten([.. Enumerable.Range(0, 20).Select(i => $"m{i}"), "nobody"]);
        await rig.RunAsync(1, step: 0.01);

        var hastened = rig.Starts.Skip(20).Select(s => s.At).ToList();
        Assert.Equal(20, hastened.Count);
        Assert.Equal(20, hastened.Distinct().Count());
        await rig.RunAsync(599, step: 0.5);
        Assert.All(rig.Starts.CountBy(s => s.Id), s => Assert.Equal(3, s.Value));
        Assert.All(Enumerable.Range(0, 20).Select(i => rig.SecondsOf($"m{i}")), at => Assert.InRange(at[2] - at[0], 598, 601));
    }

    [Fact]
    public async Task What_runs_or_is_due_sooner_is_not_hastened()
    {
        await using var rig = new ScheduleRig(UntilCalledOff);
        rig.Scheduler.Own(Make.Plan("a", cadence: ScheduleRig.Every(5)));
        await Wait.UntilAsync(() => rig.Count == 1, "the probe runs");
        rig.Scheduler.Hasten(["a", "a"]);
        await rig.RunAsync(60, stuck: 1);
        Assert.Equal(1, rig.Count);
    }

    [Fact]
    public async Task A_monitor_that_is_let_go_and_taken_over_waits_for_its_old_probe()
    {
        var first = new TaskCompletionSource<TimeSpan?>(); // it does not heed being called off at once, as a socket may not
        await using var rig = new ScheduleRig((plan, _) => plan.Fingerprint.EndsWith('1') ? first.Task : Task.FromResult<TimeSpan?>(null));
        rig.Scheduler.Own(Make.Plan("a"));
        await Wait.UntilAsync(() => rig.Count == 1, "the probe runs");
        var released = (rig.Scheduler.Release("a"), rig.Scheduler.Release("a"), rig.Scheduler.Owned);
        rig.Scheduler.Own(Make.Plan("a", version: "2"));
        rig.Time.Advance(TimeSpan.FromSeconds(30));
        var meanwhile = (rig.Count, rig.Scheduler.InFlight, rig.Scheduler.Owned);
        first.SetResult(null);
        await Wait.UntilAsync(() => rig.Count == 2, "the new one runs");

        Assert.Equal((true, false, 0), released);
        Assert.Equal((1, 1, 1), meanwhile);
        Assert.EndsWith(" 2", rig.Starts[1].Plan.Fingerprint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_monitor_has_one_probe_at_a_time()
    {
        await using var rig = new ScheduleRig(UntilCalledOff);
        rig.Scheduler.Own(Make.Plan("a", cadence: ScheduleRig.Every(5)));
        await Wait.UntilAsync(() => rig.Count == 1, "the probe runs");
        await rig.RunAsync(100, stuck: 1);

        Assert.Equal(1, rig.Count);
        Assert.Equal(1, rig.Scheduler.InFlight);
    }

    [Fact]
    public async Task No_more_probes_run_at_once_than_allowed_and_the_longest_waiting_is_next()
    {
        var ends = new TaskCompletionSource<TimeSpan?>[10];
        await using var rig = new ScheduleRig((plan, token) => ends[int.Parse(plan.Id, System.Globalization.CultureInfo.InvariantCulture)].Task.WaitAsync(token), Three with { StartSpacing = TimeSpan.FromSeconds(1) });
        for (var i = 0; i < 10; i++)
        {
            ends[i] = new TaskCompletionSource<TimeSpan?>();
            rig.Scheduler.Own(Make.Plan($"{i}", cadence: ScheduleRig.Every(3600)));
        }

        await rig.RunAsync(60, stuck: 3);
        for (var i = 0; i < 10; i++)
        {
            await Wait.UntilAsync(() => rig.Count == Math.Min(10, i + 3), "the next probe runs");
            Assert.InRange(rig.Scheduler.InFlight, 1, 3);
            ends[i].SetResult(null);
        }

        await rig.SettleAsync();
        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"{i}").Order(), rig.Starts.Select(s => s.Id).Order());
        Assert.Equal(["3", "4", "5", "6", "7", "8", "9"], rig.Starts.Skip(3).Select(s => s.Id));
    }

    [Fact]
    public async Task A_replaced_plan_calls_its_probe_off_at_once_and_the_new_one_runs_soon()
    {
        await using var rig = new ScheduleRig((plan, token) => plan.Fingerprint.EndsWith('1') ? UntilCalledOff(plan, token) : Task.FromResult<TimeSpan?>(null));
        rig.Scheduler.Own(Make.Plan("a", cadence: ScheduleRig.Every(3600)));
        await Wait.UntilAsync(() => rig.Count == 1, "the first probe runs");
        rig.Scheduler.Own(Make.Plan("a", cadence: ScheduleRig.Every(3600), version: "2"));
        await Wait.UntilAsync(() => rig.Count == 2, "the second probe runs", () => rig.Time.Advance(TimeSpan.FromMilliseconds(20)));

        Assert.Equal("2", rig.Starts[1].Plan.Fingerprint[^1..]);
        Assert.InRange(rig.Starts[1].At, TimeSpan.Zero, TimeSpan.FromMinutes(10));
        Assert.Equal(1, rig.Scheduler.Owned);
    }

    [Fact]
    public async Task A_released_monitor_is_called_off_at_once_and_never_comes_back()
    {
        await using var rig = new ScheduleRig(UntilCalledOff);
        rig.Scheduler.Own(Make.Plan("a", cadence: ScheduleRig.Every(5)));
        await Wait.UntilAsync(() => rig.Count == 1, "the probe runs");

        Assert.True(rig.Scheduler.Release("a"));
        Assert.False(rig.Scheduler.Release("a"));
        await rig.RunAsync(60);
        Assert.Equal((1, 0, 0), (rig.Count, rig.Scheduler.Owned, rig.Scheduler.InFlight));
    }

    [Fact]
    public async Task A_monitor_released_before_it_was_due_is_not_probed()
    {
        await using var rig = new ScheduleRig();
        rig.Scheduler.Own(Make.Plan("a", cadence: ScheduleRig.Every(60)), spread: true);
        rig.Scheduler.Release("a");
        await rig.RunAsync(120);
        Assert.Equal(0, rig.Count);
    }

    [Fact]
    public async Task A_retry_comes_sooner_and_then_the_grid_goes_on()
    {
        var left = 2;
        await using var rig = new ScheduleRig((_, _) => Task.FromResult<TimeSpan?>(left-- > 0 ? TimeSpan.FromSeconds(2) : null));
        rig.Scheduler.Own(Make.Plan("a", cadence: ScheduleRig.Every(600)), spread: true);
        await rig.RunAsync(1300);
        var starts = rig.SecondsOf("a");

        Assert.Equal(4, starts.Count);
        Assert.InRange(starts[1] - starts[0], 1, 3);
        Assert.InRange(starts[2] - starts[1], 1, 3);
        Assert.Equal(600, starts[3] - starts[0], 1d);
    }

    [Fact]
    public async Task A_retry_is_never_later_than_the_next_slot()
    {
        await using var rig = new ScheduleRig((_, _) => Task.FromResult<TimeSpan?>(TimeSpan.FromHours(1)));
        rig.Scheduler.Own(Make.Plan("a", cadence: ScheduleRig.Every(10)));
        await rig.RunAsync(100);
        Assert.InRange(rig.Count, 10, 12);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("web/shop")]
    [InlineData("web/db-17")]
    public async Task No_gap_is_longer_than_the_period(string id)
    {
        await using var rig = new ScheduleRig();
        await rig.RunAsync(17);
        rig.Scheduler.Own(Make.Plan(id, cadence: ScheduleRig.Every(60)));
        await rig.RunAsync(300);
        var starts = rig.SecondsOf(id);

        Assert.Equal(17, starts[0]);
        Assert.All(starts.Zip(starts.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, 0, 61));
    }

    [Fact]
    public async Task New_monitors_start_one_after_the_other()
    {
        await using var rig = new ScheduleRig();
        for (var i = 0; i < 1000; i++)
            rig.Scheduler.Own(Make.Plan($"m{i}", cadence: ScheduleRig.Every(86_400)));
        await rig.RunAsync(1, 0.02);
        Assert.InRange(rig.Count, 49, 53); // one each 20 ms

        await rig.RunAsync(19.5, 0.1);
        Assert.Equal(1000, rig.Starts.Select(s => s.Id).Distinct().Count());
    }

    [Fact]
    public async Task A_probe_that_throws_does_not_stop_its_monitor()
    {
        await using var rig = new ScheduleRig((_, _) => throw new InvalidOperationException("a defect"));
        rig.Scheduler.Own(Make.Plan("a", cadence: ScheduleRig.Every(10)), spread: true);
        await rig.RunAsync(50);
        Assert.Equal(5, rig.Count);
    }

    [Fact]
    public async Task At_the_end_every_probe_is_called_off_and_nothing_starts_any_more()
    {
        var rig = new ScheduleRig(UntilCalledOff, Three);
        for (var i = 0; i < 10; i++)
            rig.Scheduler.Own(Make.Plan($"m{i}", cadence: ScheduleRig.Every(5)));
        await Wait.UntilAsync(() => rig.Count == 3, "three probes run");
        await rig.DisposeAsync();

        rig.Scheduler.Own(Make.Plan("late"));
        rig.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal((3, 0), (rig.Count, rig.Scheduler.Owned));
        await Wait.UntilAsync(() => rig.Scheduler.InFlight == 0, "no probe runs");
    }

    private static async Task<TimeSpan?> UntilCalledOff(MonitorPlan plan, CancellationToken token)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return null;
    }
}
