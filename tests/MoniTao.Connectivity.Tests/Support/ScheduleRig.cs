using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Scheduling;

namespace MoniTao.Connectivity.Tests.Support;

/// <summary>A scheduler on a fake clock that writes down when each probe started.</summary>
internal sealed class ScheduleRig : IAsyncDisposable
{
    private readonly ConcurrentQueue<(string Id, TimeSpan At, MonitorPlan Plan)> _starts = new();
    private readonly long _begin;

    public ScheduleRig(Func<MonitorPlan, CancellationToken, Task<TimeSpan?>>? probe = null, SchedulerOptions? options = null)
    {
        _begin = Time.GetTimestamp();
        Scheduler = new Scheduler(Time, options ?? new SchedulerOptions(), (plan, token) =>
        {
            _starts.Enqueue((plan.Id, Time.GetElapsedTime(_begin), plan));
            return probe is null ? Task.FromResult<TimeSpan?>(null) : probe(plan, token);
        });
    }

    public FakeTimeProvider Time { get; } = new();

    public Scheduler Scheduler { get; }

    public IReadOnlyList<(string Id, TimeSpan At, MonitorPlan Plan)> Starts => [.. _starts];

    public int Count => _starts.Count;

    public IReadOnlyList<double> SecondsOf(string id) => [.. _starts.Where(s => s.Id == id).Select(s => s.At.TotalSeconds)];

    public static Cadence Every(int seconds) => new() { Period = TimeSpan.FromSeconds(seconds) };

    /// <summary>Turns the clock in steps; after each the probes that end by themselves have ended.</summary>
    public async Task RunAsync(double seconds, double step = 1, int stuck = 0)
    {
        await SettleAsync(stuck);
        for (var at = 0d; at < seconds - 1e-9; at += step)
        {
            Time.Advance(TimeSpan.FromSeconds(step));
            await SettleAsync(stuck);
        }
    }

    public async Task SettleAsync(int stuck = 0)
    {
        await Wait.UntilAsync(() => Scheduler.InFlight <= stuck, "the probes have ended");
        Assert.True(Scheduler.Owned >= 0); // takes the lock: what the last probe's end began is done
    }

    public ValueTask DisposeAsync() => Scheduler.DisposeAsync();
}
