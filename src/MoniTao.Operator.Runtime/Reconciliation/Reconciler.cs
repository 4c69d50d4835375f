using System.Collections.Concurrent;
using k8s;
using k8s.Models;
using Microsoft.Extensions.Logging;
using MoniTao.Operator.Runtime.Caching;
using MoniTao.Operator.Runtime.Queueing;

namespace MoniTao.Operator.Runtime.Reconciliation;

/// <summary>Calls the controller for one key and decides when to come back.</summary>
internal sealed partial class Reconciler<TEntity>(
    IEntityController<TEntity> controller, EntityCache<TEntity> cache, WorkQueue<EntityKey> queue, ControllerHealth health,
    TimeSpan callTimeout, TimeProvider clock, ILogger logger)
    where TEntity : class, IKubernetesObject<V1ObjectMeta>
{
    private readonly ConcurrentDictionary<EntityKey, TEntity> _buried = new();

    /// <summary>Remembers the last state of a deleted object until the controller has been told.</summary>
    public void Bury(EntityKey key, TEntity last) => _buried[key] = last;

    public async Task ProcessAsync(EntityKey key, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(callTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            // Deletion first: under the same name there may already be another object.
            if (_buried.TryGetValue(key, out var last))
            {
                await controller.DeletedAsync(last, either.Token);
                _buried.TryRemove(KeyValuePair.Create(key, last));
                health.Deleted();
                queue.Forget(key);
            }
            if (cache.TryGet(key, out var entity))
                Settle(key, await controller.ReconcileAsync(entity, either.Token));
        }
        catch (Exception error)
        {
            if (cancellation.IsCancellationRequested)
            {
                // Cut short by the end of a term, not a failure: the next term begins with it.
                queue.Add(key);
                return;
            }
            health.Failed();
            var pause = queue.AddBackedOff(key);
            LogThrew(error, key, limit.IsCancellationRequested, pause);
        }
    }

    private void Settle(EntityKey key, ReconciliationResult result)
    {
        health.Reconciled();
        if (result.IsSuccess)
        {
            queue.Forget(key);
            if (result.RequeueAfter is { } again)
                queue.AddAfter(key, again);
            return;
        }
        health.Failed();
        if (result.RequeueAfter is { } wish)
            queue.AddAfter(key, wish);
        var pause = result.RequeueAfter ?? queue.AddBackedOff(key);
        LogFailed(key, result.Error!, pause);
    }
}
