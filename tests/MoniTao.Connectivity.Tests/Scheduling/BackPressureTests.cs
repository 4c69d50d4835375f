using System.Globalization;
using MoniTao.Connectivity.Scheduling;

namespace MoniTao.Connectivity.Tests.Scheduling;

/// <summary>More to probe than there is room for: who waits, for how long, and what piles up.</summary>
public sealed class BackPressureTests
{
    private const int Period = 30;
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(20);
    private static readonly SchedulerOptions Ten = new() { MaximumConcurrency = 10, SlowAfter = TimeSpan.FromSeconds(5) };

    private int _sleeping;

    [Fact]
    public async Task When_probes_cannot_keep_up_every_period_stretches_alike()
    {
        await using var rig = Rig(_ => true);
        await OwnAsync(rig, 100);
        await RunAsync(rig, 2400);

        // 5 at a time for 20 s each: 100 take 400 s in place of 30
        Assert.Equal(100, rig.Scheduler.Owned);
        Assert.All(rig.Starts.CountBy(s => s.Id), s => Assert.InRange(s.Value, 5, 8));
        Assert.Equal(100, rig.Starts.Select(s => s.Id).Distinct().Count());
        Assert.InRange(rig.Scheduler.InFlight, 5, 10);
        Assert.InRange(rig.Scheduler.Waiting, 50, 100);
        Assert.True(rig.Scheduler.Lag.Read().Counts[^1] > 0, "the lag is told");
    }

    [Fact]
    public async Task A_storm_of_time_outs_leaves_room_for_the_targets_that_answer()
    {
        await using var rig = Rig(id => id % 2 == 0);
        await OwnAsync(rig, 100);
        await RunAsync(rig, 300); // the first wave: nobody knows yet which are silent
        var before = rig.Count;
        await RunAsync(rig, 600);

        var starts = rig.Starts.Skip(before).CountBy(s => s.Id).ToDictionary(s => Number(s.Key), s => s.Value);
        Assert.All(starts.Where(s => s.Key % 2 == 1), s => Assert.InRange(s.Value, 19, 21)); // one each period
        Assert.Equal(50, starts.Count(s => s.Key % 2 == 1));
        Assert.All(starts.Where(s => s.Key % 2 == 0), s => Assert.InRange(s.Value, 2, 4)); // 5 at a time
    }

    [Fact]
    public async Task After_the_storm_every_monitor_has_its_period_again()
    {
        var storm = true;
        await using var rig = Rig(_ => Volatile.Read(ref storm));
        await OwnAsync(rig, 100);
        await RunAsync(rig, 300);
        Volatile.Write(ref storm, false);
        await RunAsync(rig, 120);
        var before = rig.Count;
        await RunAsync(rig, 10 * Period);

        Assert.Equal(0, rig.Scheduler.Waiting);
        Assert.All(rig.Starts.Skip(before).CountBy(s => s.Id), s => Assert.InRange(s.Value, 9, 11));
    }

    [Fact]
    public void Monitors_that_come_and_go_leave_nothing_in_the_queue()
    {
        var queue = new DueQueue();
        for (var i = 0; i < 100_000; i++)
        {
            var entry = new ScheduleEntry(Make.Plan($"m{i}"));
            queue.Enqueue(entry, TimeSpan.FromDays(1), owned: 10);
            entry.Ticket++; // let go
        }

        Assert.InRange(queue.Count, 0, 100);
    }

    private ScheduleRig Rig(Func<int, bool> silent)
    {
        ScheduleRig? rig = null;
        return rig = new ScheduleRig(
            async (plan, token) =>
            {
                if (!silent(Number(plan.Id)))
                    return null;
                // the clock itself says that the silence is over: whoever waits for it may come late
                var silence = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                await using var timer = rig!.Time.CreateTimer(_ => End(silence), null, Silence, Timeout.InfiniteTimeSpan);
                Interlocked.Increment(ref _sleeping);
                await silence.Task.WaitAsync(token);
                return null;
            },
            Ten);
    }

    private void End(TaskCompletionSource silence)
    {
        Interlocked.Decrement(ref _sleeping);
        silence.SetResult();
    }

    private async Task OwnAsync(ScheduleRig rig, int count)
    {
        for (var i = 0; i < count; i++)
            rig.Scheduler.Own(Make.Plan($"m{i}", cadence: ScheduleRig.Every(Period)), spread: true);
        await SettleAsync(rig);
    }

    private async Task RunAsync(ScheduleRig rig, int seconds)
    {
        for (var second = 0; second < seconds; second++)
        {
            rig.Time.Advance(TimeSpan.FromSeconds(1));
            await SettleAsync(rig);
        }
    }

    /// <summary>Whoever runs is silent: the rest has ended.</summary>
    private Task SettleAsync(ScheduleRig rig) => Wait.UntilAsync(() => rig.Scheduler.InFlight == Volatile.Read(ref _sleeping), "the probes that answer have ended");

    private static int Number(string id) => int.Parse(id[1..], CultureInfo.InvariantCulture);
}
