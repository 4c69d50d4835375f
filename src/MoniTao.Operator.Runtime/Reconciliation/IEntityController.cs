using k8s;
using k8s.Models;

namespace MoniTao.Operator.Runtime.Reconciliation;

/// <summary>
/// Brings the world in line with one kind of object. Calls for one object never overlap; calls for different objects do.
/// An exception is a failure with back-off, never the end of the loop.
/// </summary>
public interface IEntityController<in TEntity> where TEntity : IKubernetesObject<V1ObjectMeta>
{
    /// <summary>
    /// Called for each object at start and after a change of its generation, labels, annotations or deletion mark; not after a
    /// change of status only. May be called again without a change.
    /// </summary>
    /// <param name="entity">Newest known state; shared with the cache, so read-only.</param>
    /// <param name="cancellation">Stop of the operator, loss of leadership, or the time limit of one call.</param>
    Task<ReconciliationResult> ReconcileAsync(TEntity entity, CancellationToken cancellation);

    /// <summary>Called once the object is gone, also when that was noticed late. Repeated until it succeeds.</summary>
    /// <param name="entity">Last known state.</param>
    /// <param name="cancellation">As above.</param>
    Task DeletedAsync(TEntity entity, CancellationToken cancellation);
}
