using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Engine;
using MoniTao.Connectivity.Verdicts;
using MoniTao.Operator.Planning;
using MoniTao.Operator.Runbooks;
using MoniTao.Operator.Runtime.Events;
using MoniTao.Operator.Runtime.Hosting;
using MoniTao.Operator.Supervision;

namespace MoniTao.Operator.Reporting;

/// <summary>Says transitions, and only those, as Kubernetes Events. A target that comes and goes is said once, not each time.</summary>
public sealed class EventReporter : IDisposable
{
    /// <summary>The name under which this operator reports.</summary>
    internal const string Controller = "monitao.io/operator";

    private readonly Supervisor _supervisor;
    private readonly EventRecorder _recorder;
    private readonly OperatorOptions _options;
    private readonly RunbookLinks _runbooks;

    /// <summary>Listens to the supervisor.</summary>
    public EventReporter(Supervisor supervisor, EventRecorder recorder, OperatorOptions options, RunbookLinks? runbooks = null)
    {
        (_supervisor, _recorder, _options, _runbooks) = (supervisor, recorder, options, runbooks ?? RunbookLinks.Default);
        supervisor.Accepted += OnAccepted;
        supervisor.Probed += OnProbed;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _supervisor.Accepted -= OnAccepted;
        _supervisor.Probed -= OnProbed;
    }

    private void OnAccepted(MonitorView? before, MonitorView after)
    {
        // Of what was not known before, as after a restart, the status says what was told. Of what was, it may be late.
        var told = before is null ? after.Written?.Verdict?.Reason : (before.Plan as PlanResult.Stalled)?.Reason;
        if (after.Plan is PlanResult.Stalled stalled && told != stalled.Reason)
            Record(after, EventType.Warning, stalled.Reason, "Plan", stalled.Message);
        else if (before?.Plan is PlanResult.Stalled && after.IsProbed)
            Record(after, EventType.Normal, "Accepted", "Plan", "The spec is accepted and being probed");
    }

    private void OnProbed(MonitorUpdate update)
    {
        var (before, after) = (update.Before, update.After);
        if (_supervisor.Find(update.Plan.Id) is not { } monitor)
            return;
        if (after.Flaps.Flapping && !before.Flaps.Flapping)
            Record(monitor, EventType.Warning, "Flapping", "Probe", "The result changed often in the last 20 probes; further changes are not said one by one");
        var verdict = after.Verdict;
        // a suspicion is told once for all, by the reporter of the prober
        if (!update.VerdictChanged || after.Flaps.Flapping || verdict.Reason == Reasons.ProberSuspect)
            return;
        if (verdict.State == VerdictState.Up && before.Outages.Open is { } outage)
            Record(monitor, EventType.Normal, "Recovered", "Probe", $"{verdict.Message}, after {Span(verdict.Since - outage.Start)} of {outage.Reason}");
        else if (verdict.State != VerdictState.Up && verdict.Reason is not null)
            Record(monitor, EventType.Warning, verdict.ReasonName, "Probe", Note(verdict, _runbooks.For(verdict.Reason, monitor.Entity.Spec.Alert?.RunbookUrl)));
    }

    private void Record(MonitorView monitor, EventType type, string reason, string action, string note) =>
        _recorder.Record(ObjectReference.To(monitor.Entity), type, reason, action, note, Controller, _options.Identity);

    /// <summary>The link stands whole at the end, however long the rest is: half a link is none.</summary>
    private static string Note(Verdict verdict, string? runbookUrl)
    {
        var text = verdict.Hint.Length == 0 ? verdict.Message : $"{verdict.Message}. {verdict.Hint}";
        return runbookUrl is null ? text : EventNote.Fit(text, $". Runbook: {runbookUrl}");
    }

    private static string Span(TimeSpan span) => span.TotalHours >= 1 ? $"{(int)span.TotalHours}h{span.Minutes}m" : span.TotalMinutes >= 1 ? $"{span.Minutes}m{span.Seconds}s" : $"{span.Seconds}s";
}
