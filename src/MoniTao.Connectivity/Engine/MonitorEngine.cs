using System.Collections.Concurrent;
using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Guard;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Probing;
using MoniTao.Connectivity.Scheduling;
using MoniTao.Connectivity.Verdicts;

namespace MoniTao.Connectivity.Engine;

/// <summary>
/// The flow in one place: plan → Scheduler → Prober → Classifier → VerdictTracker → whoever listens. It holds the live state
/// of every monitor that it owns, and nothing of one that it let go. When most of them fail at once it suspects itself first.
/// </summary>
public sealed class MonitorEngine : IAsyncDisposable
{
    private readonly TimeProvider _time;
    private readonly Func<ProbeSpec, CancellationToken, Task<Observation>> _probe;
    private readonly Action<MonitorUpdate> _listener;
    private readonly ConcurrentDictionary<string, Monitored> _monitors = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private readonly GuardOptions _guard;
    private readonly ProberSuspicion _suspicion;
    private readonly ITimer _check;

    /// <summary>Makes an engine; <paramref name="listener"/> is called after each probe and must return quickly.</summary>
    public MonitorEngine(
        TimeProvider time,
        Func<ProbeSpec, CancellationToken, Task<Observation>> probe,
        Action<MonitorUpdate> listener,
        SchedulerOptions? options = null,
        GuardOptions? guard = null)
    {
        // Made now: a process that runs out of descriptors later could not load what the first classification needs, and never could again.
        _ = Reasons.All.Count;
        _time = time;
        _probe = probe;
        _listener = listener;
        _guard = guard ?? new GuardOptions();
        _suspicion = new ProberSuspicion(time, _guard);
        _check = time.CreateTimer(_ => Check(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Scheduler = new Scheduler(time, options ?? new SchedulerOptions(), RunAsync);
    }

    /// <summary>Raised when a suspicion begins, and when it has ended; return quickly.</summary>
    public event Action<Suspicion>? SuspicionChanged;

    /// <summary>When and how many at once.</summary>
    public Scheduler Scheduler { get; }

    /// <summary>What all probes add up to.</summary>
    public ProbeCounters Counters { get; } = new();

    /// <summary>Set while most monitors fail at once and their verdicts are held back.</summary>
    public Suspicion? Suspicion => _suspicion.Current;

    /// <summary>The state of one monitor, or null when it is not owned.</summary>
    public MonitorState? Find(string id) => _monitors.TryGetValue(id, out var monitored) ? monitored.State : null;

    /// <summary>
    /// Takes a plan over. An equal one changes nothing and returns false. A plan that probes something else starts a new
    /// history; one that differs in cadence alone goes on.
    /// </summary>
    /// <param name="plan">The plan.</param>
    /// <param name="restored">What an earlier process knew of this monitor; read only when the monitor is new here.</param>
    /// <param name="spread">Wait for the monitor's slot, for many come at once.</param>
    public bool Apply(MonitorPlan plan, MonitorState? restored = null, bool spread = false)
    {
        lock (_lock)
        {
            if (_monitors.TryGetValue(plan.Id, out var known))
            {
                if (known.Plan.Fingerprint == plan.Fingerprint)
                    return false;
                var same = known.Plan.ProbeFingerprint == plan.ProbeFingerprint;
                if (!same)
                    _suspicion.Forget(plan.Id);
                _monitors[plan.Id] = new Monitored(plan, same ? known.State : known.State.Retargeted(_time.GetUtcNow()));
            }
            else
            {
                _monitors[plan.Id] = new Monitored(plan, restored ?? MonitorState.Initial(_time.GetUtcNow()));
            }

            // within the lock: out of step with the states, the scheduler would probe for a plan whose results nobody takes
            Scheduler.Own(plan, spread);
            return true;
        }
    }

    /// <summary>Lets a monitor go, its state included.</summary>
    public bool Remove(string id)
    {
        lock (_lock)
        {
            _monitors.TryRemove(id, out _);
            _suspicion.Forget(id);
            return Scheduler.Release(id);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _check.DisposeAsync().ConfigureAwait(false);
        await Scheduler.DisposeAsync().ConfigureAwait(false);
    }

    private async Task<TimeSpan?> RunAsync(MonitorPlan plan, CancellationToken cancellation)
    {
        var observation = await _probe(plan.Probe, cancellation).ConfigureAwait(false);
        var probe = Classifier.Classify(observation);
        MonitorUpdate update;
        Suspicion? changed;
        lock (_lock)
        {
            // a result of a plan that was replaced or let go meanwhile is of no use to anybody
            if (cancellation.IsCancellationRequested || !_monitors.TryGetValue(plan.Id, out var current) || !ReferenceEquals(current.Plan, plan))
                return null;
            Counters.Add(probe);
            var inMaintenance = plan.InMaintenance(probe.StartedAt);
            changed = _suspicion.Observe(plan, current.State, probe, inMaintenance, _monitors.Count);
            var held = _suspicion.Holding(current.State, probe, inMaintenance);
            var after = VerdictTracker.Fold(current.State, probe, plan.Cadence, inMaintenance, held);
            update = new MonitorUpdate(plan, current.State, after);
            _monitors[plan.Id] = current with { State = after };
            AskOthers(probe);
            Follow(changed);
        }

        Tell(changed);
        _listener(update);
        return VerdictTracker.NeedsConfirmation(update.After, plan.Cadence) ? plan.Cadence.Retry : null;
    }

    /// <summary>While suspected: asks again, and ends it in time also when no probe ends.</summary>
    private void Check()
    {
        Suspicion? changed;
        lock (_lock)
        {
            changed = _suspicion.Expire();
            AskOthers(null);
            Follow(changed);
            if (_suspicion.Current is not null)
                CheckLater();
        }

        Tell(changed);
    }

    /// <summary>Rounded up, as in the scheduler: a timer that fires early would find the time not over.</summary>
    private void CheckLater()
    {
        var due = _suspicion.TimeLeft < _guard.RollCallEvery ? _suspicion.TimeLeft : _guard.RollCallEvery;
        _check.Change(TimeSpan.FromMilliseconds(Math.Ceiling(Math.Max(1, due.TotalMilliseconds))), Timeout.InfiniteTimeSpan);
    }

    private void AskOthers(Assessment? probe)
    {
        if (_suspicion.Ask(probe) is { } layer)
            Scheduler.Hasten(Roll.Call([.. _monitors.Values.Select(m => (m.Plan, m.State))], layer, suspected: _suspicion.Current is not null));
    }

    private void Follow(Suspicion? changed)
    {
        if (changed is { End: null })
            CheckLater();
        else if (changed is not null) // what was held back is probed anew, and not judged by what was seen then
            Scheduler.Hasten(_monitors.Values.Where(m => m.State.Verdict.Reason == Reasons.ProberSuspect).Select(m => m.Plan.Id));
    }

    private void Tell(Suspicion? changed)
    {
        if (changed is not null)
            SuspicionChanged?.Invoke(changed);
    }

    private sealed record Monitored(MonitorPlan Plan, MonitorState State);
}
