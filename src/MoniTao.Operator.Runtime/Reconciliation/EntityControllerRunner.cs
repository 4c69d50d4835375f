using k8s;
using k8s.Models;
using Microsoft.Extensions.Logging;
using MoniTao.Operator.Runtime.Api;
using MoniTao.Operator.Runtime.Caching;
using MoniTao.Operator.Runtime.Queueing;
using MoniTao.Operator.Runtime.Watching;

namespace MoniTao.Operator.Runtime.Reconciliation;

/// <summary>Watch → cache → queue → workers, for one kind of object.</summary>
public sealed class EntityControllerRunner<TEntity> : ControllerRunner, IDisposable where TEntity : class, IKubernetesObject<V1ObjectMeta>
{
    private readonly KubernetesApi _api;
    private readonly EntityCache<TEntity> _cache;
    private readonly ControllerOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly WorkQueue<EntityKey> _queue;
    private readonly Reconciler<TEntity> _reconciler;

    /// <summary>Joins the parts; nothing runs yet.</summary>
    public EntityControllerRunner(
        IEntityController<TEntity> controller, KubernetesApi api, EntityCache<TEntity> cache, ControllerOptions options, TimeProvider clock, ILogger logger)
    {
        (_api, _cache, _options, _clock, _logger) = (api, cache, options, clock, logger);
        _queue = new WorkQueue<EntityKey>(clock, options.Queue);
        Health = new ControllerHealth(
            ApiResource.Of<TEntity>().Plural, new WatchHealth(clock), () => cache.IsSynced, () => cache.Count, () => _queue.Depth);
        _reconciler = new Reconciler<TEntity>(controller, cache, _queue, Health, options.CallTimeout, clock, logger);
        _cache.Changed += OnChanged;
    }

    /// <inheritdoc/>
    public override ControllerHealth Health { get; }

    /// <inheritdoc/>
    public override async Task RunAsync(CancellationToken cancellation)
    {
        // The cache outlives a term of leadership: what vanished meanwhile is then noticed, and what stayed is looked at again.
        foreach (var key in _cache.Keys)
            _queue.Add(key);
        var watcher = new EntityWatcher<TEntity>(_api, _cache, Health.Watch, _options.Watch, _clock, _logger);
        var watching = watcher.RunAsync(cancellation);
        var workers = Enumerable.Range(0, Math.Max(1, _options.Workers)).Select(_ => WorkAsync(watcher.FirstAnswer, cancellation));
        await Task.WhenAll([watching, .. workers]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _cache.Changed -= OnChanged;
        _queue.Dispose();
    }

    private void OnChanged(EntityChange<TEntity> change)
    {
        if (!ReconcileTrigger.Concerns(change))
            return;
        if (change.Kind == EntityChangeKind.Deleted)
            _reconciler.Bury(change.Key, change.Entity);
        _queue.Add(change.Key);
    }

    private async Task WorkAsync(Task firstAnswer, CancellationToken cancellation)
    {
        try
        {
            await firstAnswer.WaitAsync(cancellation);
            while (true)
            {
                var key = await _queue.TakeAsync(cancellation);
                try
                {
                    await _reconciler.ProcessAsync(key, cancellation);
                }
                finally
                {
                    _queue.Done(key);
                }
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The end of this term.
        }
    }
}
