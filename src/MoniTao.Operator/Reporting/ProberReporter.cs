using Microsoft.Extensions.Logging;
using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Engine;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Verdicts;
using MoniTao.Operator.Runtime.Events;
using MoniTao.Operator.Runtime.Hosting;
using MoniTao.Operator.Supervision;

namespace MoniTao.Operator.Reporting;

/// <summary>
/// Says the prober's own trouble: as Events about the operator's own pod, for none of the monitors is to blame, and in the log,
/// for outside of a pod there is nothing else.
/// </summary>
public sealed partial class ProberReporter : IDisposable
{
    private readonly Supervisor _supervisor;
    private readonly EventRecorder _recorder;
    private readonly OperatorOptions _options;
    private readonly OwnPod? _pod;
    private readonly TimeProvider _time;
    private readonly ILogger<ProberReporter> _logger;
    private readonly Lock _lock = new();
    private readonly Dictionary<Reason, long> _told = [];

    /// <summary>Listens to the supervisor; <paramref name="pod"/> is null outside of a pod.</summary>
    public ProberReporter(Supervisor supervisor, EventRecorder recorder, OperatorOptions options, OwnPod? pod, TimeProvider time, ILogger<ProberReporter> logger)
    {
        (_supervisor, _recorder, _options, _pod, _time, _logger) = (supervisor, recorder, options, pod, time, logger);
        supervisor.Probed += OnProbed;
        supervisor.Engine.SuspicionChanged += OnSuspicion;
    }

    /// <summary>The shortest time in which one fault is told twice, however many monitors meet it.</summary>
    public static TimeSpan Interval { get; } = TimeSpan.FromMinutes(10);

    /// <inheritdoc/>
    public void Dispose()
    {
        _supervisor.Probed -= OnProbed;
        _supervisor.Engine.SuspicionChanged -= OnSuspicion;
    }

    private void OnSuspicion(Suspicion suspicion)
    {
        if (suspicion.End is null)
            Warn(nameof(Reasons.ProberSuspect), suspicion.ToString());
        else
            Trust(suspicion.ToString());
    }

    private void OnProbed(MonitorUpdate update)
    {
        var verdict = update.After.Verdict;
        if (update.VerdictChanged && verdict.Reason is { Fault: FaultDomain.Prober } fault && fault != Reasons.ProberSuspect && IsNews(fault))
            Warn(fault.Name, $"{verdict.Message}. {verdict.Hint}. Met first by {update.Plan.Id}, which is Unknown now and not Down");
    }

    private bool IsNews(Reason fault)
    {
        lock (_lock)
        {
            if (_told.TryGetValue(fault, out var at) && _time.GetElapsedTime(at) < Interval)
                return false;
            _told[fault] = _time.GetTimestamp();
            return true;
        }
    }

    private void Warn(string reason, string note)
    {
        LogTrouble(reason, note);
        Record(EventType.Warning, reason, note);
    }

    private void Trust(string note)
    {
        LogTrusted(note);
        Record(EventType.Normal, "ProberTrusted", note);
    }

    private void Record(EventType type, string reason, string note)
    {
        if (_pod is not null)
            _recorder.Record(_pod.Reference, type, reason, "Probe", note, EventReporter.Controller, _options.Identity);
    }
}
