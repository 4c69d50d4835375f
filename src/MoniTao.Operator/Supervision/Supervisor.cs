using System.Collections.Concurrent;
using MoniTao.Connectivity.Diagnosis;
using MoniTao.Connectivity.Engine;
using MoniTao.Connectivity.Guard;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Probing;
using MoniTao.Connectivity.Scheduling;
using MoniTao.Connectivity.Verdicts;
using MoniTao.Operator.Api;
using MoniTao.Operator.Api.Status;
using MoniTao.Operator.Planning;

namespace MoniTao.Operator.Supervision;

/// <summary>
/// Every monitor of this process: joins what the API says of it with what the engine knows. The operator and <c>monitao run</c>
/// feed it; status, events, metrics and tables read it.
/// </summary>
public sealed class Supervisor : IAsyncDisposable
{
    private readonly Lock _accepting = new();
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<string, MonitorView> _monitors = new(StringComparer.Ordinal);
    private readonly DiagnosisDesk? _desk;

    /// <summary>Makes a supervisor with an engine of its own.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="probe">Probes once.</param>
    /// <param name="options">Limits of probing.</param>
    /// <param name="diagnose">Diagnoses a confirmed outage; null where nobody asks for more than the reason.</param>
    /// <param name="guard">When so many failures are suspected to be the prober's.</param>
    public Supervisor(
        TimeProvider time,
        Func<ProbeSpec, CancellationToken, Task<Observation>> probe,
        SchedulerOptions? options = null,
        Func<MonitorUpdate, CancellationToken, Task<DiagnosisReport>>? diagnose = null,
        GuardOptions? guard = null)
    {
        _time = time;
        Engine = new MonitorEngine(time, probe, OnProbed, options, guard);
        _desk = diagnose is null ? null : new DiagnosisDesk(Engine, time, diagnose, OnDiagnosed);
    }

    /// <summary>Raised after each probe; return quickly.</summary>
    public event Action<MonitorUpdate>? Probed;

    /// <summary>Raised when a monitor was accepted, stalled or suspended, with what it was before; return quickly.</summary>
    public event Action<MonitorView?, MonitorView>? Accepted;

    /// <summary>Raised when an outage was diagnosed, with the identity of the monitor; return quickly.</summary>
    public event Action<string>? Diagnosed;

    /// <summary>Raised when a monitor is gone for good, with its identity; not when another replica took it over. Return quickly.</summary>
    public event Action<string>? Removed;

    /// <summary>Probing and verdicts.</summary>
    public MonitorEngine Engine { get; }

    /// <summary>Set while most monitors fail at once and the prober is suspected in place of their targets; null otherwise.</summary>
    public Suspicion? Suspicion => Engine.Suspicion;

    /// <summary>Every monitor, as of now.</summary>
    public IEnumerable<MonitorView> All => _monitors.Values.Select(Live);

    /// <summary>How many there are.</summary>
    public int Count => _monitors.Count;

    /// <summary>One monitor as of now, or null.</summary>
    public MonitorView? Find(string id) => _monitors.TryGetValue(id, out var monitor) ? Live(monitor) : null;

    /// <summary>
    /// Takes an object and its plan over. Called for one object by one caller at a time. What is already known and unchanged
    /// costs nothing and raises nothing.
    /// </summary>
    public void Accept(ConnectivityMonitor entity, PlanResult plan)
    {
        var id = MonitorView.IdOf(entity);
        var before = Find(id);
        if (before is not null && before.Entity.Metadata.Uid != entity.Metadata.Uid)
        {
            Remove(id);
            before = null;
        }

        // What is told is what was stored when it was taken: by now its status may be written, and that is no reason to keep silent.
        MonitorView after;
        lock (_accepting)
            after = Take(entity, plan, before);
        var news = before is null || !SamePlan(before.Plan, plan) || before.Entity.Metadata.Generation != entity.Metadata.Generation;
        // it may be gone again already, when another replica has just taken over
        if (news && _monitors.ContainsKey(id))
            Accepted?.Invoke(before, after);
    }

    /// <summary>Forgets a monitor: its probe is called off, its state and its metrics are gone.</summary>
    public bool Remove(string id)
    {
        var known = Release(id);
        if (known)
            Removed?.Invoke(id);
        return known;
    }

    /// <summary>Notes what is stored now. Nothing happens when the monitor is gone or another object has its name.</summary>
    public void MarkWritten(string id, string? uid, ConnectivityMonitorStatus status) =>
        Change(id, monitor => monitor.Entity.Metadata.Uid == uid, monitor => monitor with { Written = status });

    /// <summary>Lets every monitor go, when another replica leads.</summary>
    public void Clear()
    {
        foreach (var id in _monitors.Keys)
            Release(id);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        if (_desk is not null)
            await _desk.DisposeAsync();
    }

    private bool Release(string id)
    {
        Engine.Remove(id);
        _desk?.Forget(id);
        return _monitors.TryRemove(id, out _);
    }

    private MonitorView Take(ConnectivityMonitor entity, PlanResult plan, MonitorView? before)
    {
        var id = MonitorView.IdOf(entity);
        var now = _time.GetUtcNow();
        var written = before?.Written ?? entity.Status;
        var state = before?.State ?? StateRestorer.Restore(entity, written, now);
        if (plan is PlanResult.Planned planned)
        {
            // What was probed before this process began can wait for its slot; what is new is wanted now.
            var known = before is null && StateRestorer.IsOfThisSpec(entity, written);
            if (known && written?.Diagnosis?.Time is { } diagnosed && state.Outages.Open is { } open)
                _desk?.Remember(id, open.Start, now - diagnosed);
            Engine.Apply(planned.Plan, state, spread: known);
        }
        else if (before?.Plan is not PlanResult.Suspended and not PlanResult.Stalled)
        {
            Engine.Remove(id);
            state = LetGo(state, now);
        }

        // without its status: that was read above, and would live as long as the spec does not change
        var after = new MonitorView(new ConnectivityMonitor { Metadata = entity.Metadata, Spec = entity.Spec }, plan, state, written);
        return _monitors.AddOrUpdate(id, after, (_, current) => after with { Written = current.Written, Diagnosed = current.Diagnosed });
    }

    /// <summary>Nothing is known from now on. What was unknown before keeps its date, so that a restart changes nothing.</summary>
    private static MonitorState LetGo(MonitorState state, DateTimeOffset now) => state.Verdict is { State: VerdictState.Unknown, Reason: null }
        ? state with { Outages = state.Outages.Close(now) }
        : state.Retargeted(now);

    private void OnProbed(MonitorUpdate update)
    {
        // The engine may probe a monitor before it is noted here; whoever listens must find it.
        _accepting.Enter();
        _accepting.Exit();
        _desk?.Consider(update);
        Probed?.Invoke(update);
    }

    /// <summary>Taking evidence lasts seconds: meanwhile the outage may have ended, or the monitor be gone, also for a namesake.</summary>
    private void OnDiagnosed(MonitorUpdate update, DiagnosisReport report)
    {
        var diagnosis = new OutageReport(update.After.Outages.Open!.Start, report);
        if (Change(update.Plan.Id, monitor => diagnosis.IsOf(Live(monitor).State), monitor => monitor with { Diagnosed = diagnosis }))
            Diagnosed?.Invoke(update.Plan.Id);
    }

    /// <summary>Changes a monitor as it is at that very moment; one that is gone stays gone.</summary>
    private bool Change(string id, Func<MonitorView, bool> when, Func<MonitorView, MonitorView> how)
    {
        while (_monitors.TryGetValue(id, out var monitor) && when(monitor))
        {
            if (_monitors.TryUpdate(id, how(monitor), monitor))
                return true;
        }

        return false;
    }

    private MonitorView Live(MonitorView monitor) =>
        monitor.IsProbed && Engine.Find(monitor.Id) is { } state ? monitor with { State = state } : monitor;

    private static bool SamePlan(PlanResult a, PlanResult b) =>
        a is PlanResult.Planned p && b is PlanResult.Planned q ? p.Plan.Fingerprint == q.Plan.Fingerprint : a == b;
}
