using k8s;
using k8s.Models;
using MoniTao.Operator.Runtime.Caching;

namespace MoniTao.Operator.Runtime.Reconciliation;

/// <summary>
/// Decides which changes concern a controller. Our own status writes come back through the watch; reacting to them would make
/// every write cause another reconcile.
/// </summary>
public static class ReconcileTrigger
{
    /// <summary>True when the change asks for a reconcile or a deletion.</summary>
    public static bool Concerns<TEntity>(EntityChange<TEntity> change) where TEntity : class, IKubernetesObject<V1ObjectMeta>
    {
        if (change.Kind != EntityChangeKind.Modified || change.Previous is null)
            return true;
        var (now, before) = (change.Entity.Metadata, change.Previous.Metadata);
        // Kinds without a generation (Secret, ConfigMap) have no status either: any new version counts.
        return now.Generation is null
            || now.Generation != before.Generation
            || now.DeletionTimestamp != before.DeletionTimestamp
            || !Same(now.Labels, before.Labels)
            || !Same(now.Annotations, before.Annotations);
    }

    private static bool Same(IDictionary<string, string>? left, IDictionary<string, string>? right)
    {
        if ((left?.Count ?? 0) != (right?.Count ?? 0))
            return false;
        return left is null || right is null || left.All(pair => right.TryGetValue(pair.Key, out var value) && value == pair.Value);
    }
}
