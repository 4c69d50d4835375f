using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;
using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Engine;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Probing;
using MoniTao.Connectivity.Probing.Dns;
using MoniTao.Connectivity.Verdicts;

namespace MoniTao.Connectivity.Tests.Engine;

/// <summary>The engine on a fake clock, with probes that say what the test wants.</summary>
public sealed class MonitorEngineTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new(Make.Noon);
    private readonly ConcurrentQueue<MonitorUpdate> _updates = new();
    private readonly MonitorEngine _engine;
    private Func<ProbeSpec, CancellationToken, Task<Observation>> _probe;
    private Action<MonitorUpdate> _listener = _ => { };

    public MonitorEngineTests()
    {
        _probe = (spec, _) => Task.FromResult(Saw(spec, alive: true));
        _engine = new MonitorEngine(_time, (spec, token) => _probe(spec, token), update =>
        {
            _updates.Enqueue(update);
            _listener(update);
        });
    }

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    [Fact]
    public async Task A_plan_is_probed_and_its_verdict_told()
    {
        Assert.True(_engine.Apply(Make.Plan("a", "dns://a.example")));
        await ProbedAsync(1);

        Assert.Equal(VerdictState.Up, _engine.Find("a")!.Verdict.State);
        Assert.Equal(1, _engine.Counters.Count(ProbeResult.Success));
        Assert.Equal(1, _engine.Counters.Phase(Layer.Dns).Read().Counts.Sum());
        Assert.True(_updates.Single() is { VerdictChanged: true, Noteworthy: true });
    }

    [Fact]
    public async Task An_unchanged_plan_changes_nothing()
    {
        _engine.Apply(Make.Plan("a", "dns://a.example"));
        await ProbedAsync(1);
        var state = _engine.Find("a");

        Assert.False(_engine.Apply(Make.Plan("a", "dns://a.example")));
        await TurnAsync(seconds: 1);
        Assert.Same(state, _engine.Find("a"));
        Assert.Single(_updates);
    }

    [Fact]
    public async Task A_new_cadence_keeps_what_was_learned_and_a_new_target_does_not()
    {
        _engine.Apply(Make.Plan("a", "dns://a.example"));
        await ProbedAsync(1);
        Assert.True(_engine.Apply(Make.Plan("a", "dns://a.example", new Cadence { FailureThreshold = 9 })));
        Assert.Equal(VerdictState.Up, _engine.Find("a")!.Verdict.State);

        Assert.True(_engine.Apply(Make.Plan("a", "dns://b.example")));
        Assert.Equal(("NotProbedYet", 0), (_engine.Find("a")!.Verdict.ReasonName, _engine.Find("a")!.Streak.Count));
    }

    [Fact]
    public async Task The_result_of_a_plan_that_was_replaced_is_dropped()
    {
        var (started, gate) = Gate();
        _engine.Apply(Make.Plan("a", "dns://old.example"));
        await started.Task.WaitAsync(TimeSpan.FromSeconds(30));
        _probe = (spec, _) => Task.FromResult(Saw(spec, alive: false));
        _engine.Apply(Make.Plan("a", "dns://new.example"));
        gate.SetResult();
        await ProbedAsync(1);

        var update = Assert.Single(_updates);
        Assert.Equal("new.example", update.Plan.Probe.Target.Host);
        Assert.Equal(0, _engine.Counters.Count(ProbeResult.Success));
    }

    [Fact]
    public async Task A_removed_monitor_leaves_nothing_behind()
    {
        var (started, gate) = Gate();
        _engine.Apply(Make.Plan("a", "dns://a.example"));
        await started.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.True(_engine.Remove("a"));
        Assert.False(_engine.Remove("a"));
        gate.SetResult();
        await TurnAsync(seconds: 300);

        Assert.Null(_engine.Find("a"));
        Assert.Empty(_updates);
        Assert.Equal(0, _engine.Scheduler.Owned);
    }

    [Fact]
    public async Task A_listener_that_throws_does_not_stop_its_monitor()
    {
        _listener = _ => throw new InvalidOperationException("a defect of the listener");
        _engine.Apply(Make.Plan("a", "dns://a.example", new Cadence { Period = TimeSpan.FromSeconds(5) }));
        await ProbedAsync(4);
        Assert.Equal(VerdictState.Up, _engine.Find("a")!.Verdict.State);
    }

    [Fact]
    public async Task A_first_failure_is_confirmed_after_the_retry_time()
    {
        _probe = (spec, _) => Task.FromResult(Saw(spec, alive: false));
        _engine.Apply(Make.Plan("a", "dns://a.example", new Cadence { Period = TimeSpan.FromHours(20), Retry = TimeSpan.FromSeconds(2) }));
        await ProbedAsync(2, atMostSeconds: 10);

        Assert.Equal((VerdictState.Down, Reasons.DnsNoData), (_engine.Find("a")!.Verdict.State, _engine.Find("a")!.Verdict.Reason));
        Assert.Equal([false, true], _updates.Select(u => u.VerdictChanged));
    }

    [Fact]
    public async Task What_an_earlier_process_knew_is_taken_for_a_new_monitor_only()
    {
        var restored = MonitorState.Initial(Make.Noon) with { Outages = OutageLog.Restore([new Outage(Make.Noon.AddDays(-1), null, "DnsNoData", "DNS", "")]) };
        _engine.Apply(Make.Plan("a", "dns://a.example"), restored, spread: true);
        Assert.NotNull(_engine.Find("a")!.Outages.Open);

        await ProbedAsync(1, atMostSeconds: 61);
        Assert.NotNull(_engine.Find("a")!.Outages.Entries.Single().End);
        _engine.Apply(Make.Plan("a", "dns://a.example", version: "2"), restored);
        Assert.Null(_engine.Find("a")!.Outages.Open);
    }

    [Fact]
    public async Task Failures_within_maintenance_are_shown_and_are_no_outage()
    {
        _probe = (spec, _) => Task.FromResult(Saw(spec, alive: false));
        _engine.Apply(Make.Plan("a", "dns://a.example") with { InMaintenance = at => at < Make.Noon.AddMinutes(10) });
        await ProbedAsync(3);

        var state = _engine.Find("a")!;
        Assert.Equal((VerdictState.Down, true, 0), (state.Verdict.State, state.InMaintenance, state.Outages.Entries.Count));
    }

    [Fact]
    public async Task Plans_applied_from_many_threads_leave_state_and_schedule_in_step()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Run(() =>
        {
            for (var i = 0; i < 200; i++)
            {
                if (i % 7 == 6)
                    _engine.Remove($"m{i % 3}");
                else
                    _engine.Apply(Make.Plan($"m{i % 3}", $"dns://h{thread}-{i}.example"));
            }
        })));
        string[] ids = ["m0", "m1", "m2"];
        Assert.Equal(ids.Count(id => _engine.Find(id) is not null), _engine.Scheduler.Owned);
        foreach (var id in ids)
            _engine.Apply(Make.Plan(id, "dns://last.example"));

        await Wait.UntilAsync(() => ids.All(id => _engine.Find(id)!.Verdict.State == VerdictState.Up), "all are probed", Step);
    }

    private (TaskCompletionSource Started, TaskCompletionSource Gate) Gate()
    {
        var (started, gate) = (new TaskCompletionSource(), new TaskCompletionSource());
        _probe = async (spec, _) =>
        {
            started.TrySetResult();
            await gate.Task;
            return Saw(spec, alive: true);
        };
        return (started, gate);
    }

    private void Step() => _time.Advance(TimeSpan.FromMilliseconds(100));

    private async Task ProbedAsync(int count, int atMostSeconds = 3600)
    {
        var begin = _time.GetTimestamp();
        await Wait.UntilAsync(() => _updates.Count >= count && _engine.Scheduler.InFlight == 0, $"{count} probes", () =>
        {
            if (_engine.Scheduler.InFlight == 0 && _time.GetElapsedTime(begin) < TimeSpan.FromSeconds(atMostSeconds))
                Step();
        });
    }

    private async Task TurnAsync(int seconds)
    {
        for (var i = 0; i < seconds; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Wait.UntilAsync(() => _engine.Scheduler.InFlight == 0, "the probes have ended");
        }
    }

    private Observation Saw(ProbeSpec spec, bool alive) => new()
    {
        Spec = spec,
        Target = spec.Target,
        StartedAt = _time.GetUtcNow(),
        Dns = new DnsFacts { Name = spec.Target.Host, Source = DnsSource.Hosts, Addresses = alive ? [System.Net.IPAddress.Loopback] : [] },
    };
}
