using System.Net;
using MoniTao.Operator.Api;
using MoniTao.Operator.Planning;
using MoniTao.Operator.Runtime.Api;
using MoniTao.Operator.Runtime.Reconciliation;
using MoniTao.Operator.Supervision;

namespace MoniTao.Operator.Controllers;

/// <summary>
/// Reconcile is cheap: a spec becomes an immutable plan and is handed over. It never probes and never writes; an unchanged
/// spec changes nothing.
/// </summary>
public sealed class ConnectivityMonitorController(MonitorPlanner planner, Supervisor supervisor, ReferenceCadence cadence)
    : IEntityController<ConnectivityMonitor>
{
    /// <inheritdoc/>
    public async Task<ReconciliationResult> ReconcileAsync(ConnectivityMonitor entity, CancellationToken cancellation)
    {
        if (entity.Metadata.DeletionTimestamp is not null)
        {
            // There is no finalizer of ours; somebody else's must not keep a probe alive.
            supervisor.Remove(MonitorView.IdOf(entity));
            return ReconciliationResult.Success();
        }

        var plan = await PlanAsync(entity, cancellation);
        supervisor.Accept(entity, plan);
        return ReconciliationResult.Success(plan switch
        {
            PlanResult.Stalled stalled when StallReason.MayHeal(stalled.Reason) => cadence.HealAfter,
            PlanResult.Planned when HasReferences(entity) => cadence.RefreshAfter,
            _ => null,
        });
    }

    /// <inheritdoc/>
    public Task DeletedAsync(ConnectivityMonitor entity, CancellationToken cancellation)
    {
        supervisor.Remove(MonitorView.IdOf(entity));
        return Task.CompletedTask;
    }

    private async Task<PlanResult> PlanAsync(ConnectivityMonitor entity, CancellationToken cancellation)
    {
        try
        {
            return await planner.PlanAsync(entity, cancellation);
        }
        catch (ApiException refused) when (refused.Status == HttpStatusCode.Forbidden)
        {
            return new PlanResult.Stalled(
                StallReason.ReferenceForbidden,
                "The operator may not read the Secret or ConfigMap that the spec refers to; grant it `get` in this namespace (config/rbac)");
        }
    }

    private static bool HasReferences(ConnectivityMonitor entity) =>
        entity.Spec.Tls is { CaConfigMapRef: not null } or { ClientCertificateSecretRef: not null }
        || entity.Spec.Http is { BearerTokenSecretRef: not null } or { BasicAuthSecretRef: not null };
}
