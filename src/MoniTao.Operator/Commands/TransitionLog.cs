using Microsoft.Extensions.Logging;
using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Engine;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Verdicts;
using MoniTao.Operator.Planning;
using MoniTao.Operator.Supervision;

namespace MoniTao.Operator.Commands;

/// <summary>One log entry for each change of a verdict, and none for a probe that changed nothing.</summary>
internal sealed partial class TransitionLog : IDisposable
{
    private readonly Supervisor _supervisor;
    private readonly ILogger _logger;

    public TransitionLog(Supervisor supervisor, ILogger logger)
    {
        (_supervisor, _logger) = (supervisor, logger);
        supervisor.Probed += OnProbed;
        supervisor.Accepted += OnAccepted;
        supervisor.Engine.SuspicionChanged += OnSuspicion;
    }

    public void Dispose()
    {
        _supervisor.Probed -= OnProbed;
        _supervisor.Accepted -= OnAccepted;
        _supervisor.Engine.SuspicionChanged -= OnSuspicion;
    }

    private void OnProbed(MonitorUpdate update)
    {
        // what is held back while the prober is suspected is said once for all
        if (!update.VerdictChanged || update.After.Verdict.Reason == Reasons.ProberSuspect)
            return;
        if (update.Before.Verdict.Reason == Reasons.ProberSuspect && update.After.Verdict.State == VerdictState.Up)
            return;
        var (id, target, verdict) = (update.Plan.Id, update.Plan.Probe.Target, update.After.Verdict);
        switch (verdict.State)
        {
            case VerdictState.Up:
                Reachable(id, target, verdict.Message);
                break;
            case VerdictState.Down:
                Unreachable(id, target, verdict.ReasonName, verdict.Reason!.Layer.Name(), verdict.Message, verdict.Hint);
                break;
            default:
                Uncertain(id, target, verdict.ReasonName, verdict.Message, verdict.Hint);
                break;
        }
    }

    private void OnSuspicion(Suspicion suspicion)
    {
        if (suspicion.End is null)
            Suspected(suspicion);
        else
            Trusted(suspicion);
    }

    private void OnAccepted(MonitorView? before, MonitorView after)
    {
        switch (after.Plan)
        {
            case PlanResult.Stalled stalled:
                Stalled(after.Id, stalled.Reason, stalled.Message);
                break;
            case PlanResult.Suspended:
                Suspended(after.Id);
                break;
            case PlanResult.Planned planned when before is not null: // a new one speaks with its first verdict
                Changed(after.Id, planned.Plan.Probe.Target, planned.Plan.Cadence.Period.TotalSeconds);
                break;
        }
    }
}
