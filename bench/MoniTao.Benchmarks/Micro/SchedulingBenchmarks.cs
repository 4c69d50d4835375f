using BenchmarkDotNet.Attributes;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Scheduling;

namespace MoniTao.Benchmarks.Micro;

/// <summary>The scheduler with 10,000 monitors: what it takes to run a probe that itself takes nothing.</summary>
[MemoryDiagnoser]
public class SchedulingBenchmarks
{
    private const int Monitors = 10000, Batch = 10000;

    private readonly MonitorPlan[] _plans = [.. Enumerable.Range(0, Monitors).Select(Plan)];
    private Scheduler _scheduler = null!;
    private Scheduler _sleeping = null!;
    private TaskCompletionSource _done = new();
    private int _left;

    [GlobalSetup]
    public void Own()
    {
        _scheduler = new Scheduler(TimeProvider.System, new SchedulerOptions { MaximumConcurrency = 64 }, (_, _) => ProbeAsync());
        _sleeping = new Scheduler(TimeProvider.System, new SchedulerOptions(), (_, _) => Task.FromResult<TimeSpan?>(null));
        foreach (var plan in _plans)
        {
            _scheduler.Own(plan with { Cadence = new Cadence { Period = TimeSpan.FromMilliseconds(1) } });
            _sleeping.Own(plan, spread: true);
        }
    }

    [GlobalCleanup]
    public async Task StopAsync()
    {
        await _scheduler.DisposeAsync();
        await _sleeping.DisposeAsync();
    }

    /// <summary>From due to due: taken off the heap, started, ended, put back.</summary>
    [Benchmark(OperationsPerInvoke = Batch)]
    public Task Probe_scheduled()
    {
        _done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _left, Batch);
        return _done.Task;
    }

    [Benchmark]
    public void Monitor_let_go_and_taken_over()
    {
        _sleeping.Release(_plans[0].Id);
        _sleeping.Own(_plans[0], spread: true);
    }

    private Task<TimeSpan?> ProbeAsync()
    {
        if (Interlocked.Decrement(ref _left) == 0)
            _done.TrySetResult();
        return Task.FromResult<TimeSpan?>(null);
    }

    private static MonitorPlan Plan(int number) => new()
    {
        Id = $"bench/monitor-{number}",
        Probe = new ProbeSpec { Target = TargetParser.TryParse("tcp://127.0.0.1:1", out var target, out var error) ? target : throw new BenchException(error) },
        Cadence = new Cadence { Period = TimeSpan.FromHours(1) },
        ProbeFingerprint = "",
        Fingerprint = "",
    };
}
