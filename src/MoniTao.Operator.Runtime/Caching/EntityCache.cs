using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using k8s;
using k8s.Models;

namespace MoniTao.Operator.Runtime.Caching;

/// <summary>
/// The last known state of every watched object. Any thread may read; one watcher writes. Entities are shared: treat them as
/// read-only. They carry neither <c>managedFields</c> nor kubectl's copy of the last manifest, which are mostly larger than the rest.
/// </summary>
public sealed class EntityCache<TEntity> where TEntity : class, IKubernetesObject<V1ObjectMeta>
{
    private const string LastApplied = "kubectl.kubernetes.io/last-applied-configuration";

    private readonly ConcurrentDictionary<EntityKey, TEntity> _entities = new();

    private volatile bool _synced;

    /// <summary>
    /// Called with a new state of a known object and the one before, ahead of its being kept: what is equal can be shared, and what nobody
    /// will read be dropped.
    /// </summary>
    public Action<TEntity, TEntity>? Thin { get; init; }

    /// <summary>Raised after the cache shows the change, on the watcher's turn: return soon.</summary>
    public event Action<EntityChange<TEntity>>? Changed;

    /// <summary>True when a complete list has been taken in and the watch goes on from it.</summary>
    public bool IsSynced => _synced;

    /// <summary>How many objects are known.</summary>
    public int Count => _entities.Count;

    /// <summary>A snapshot of the known names.</summary>
    public IReadOnlyCollection<EntityKey> Keys => [.. _entities.Keys];

    /// <summary>A snapshot of the known objects.</summary>
    public IReadOnlyCollection<TEntity> Entities => [.. _entities.Values];

    /// <summary>Looks an object up by name.</summary>
    public bool TryGet(EntityKey key, [MaybeNullWhen(false)] out TEntity entity) => _entities.TryGetValue(key, out entity);

    internal void MarkSynced(bool synced) => _synced = synced;

    internal void Set(TEntity entity)
    {
        var key = EntityKey.Of(entity);
        entity.Metadata.ManagedFields = null;
        entity.Metadata.Annotations?.Remove(LastApplied);
        _entities.TryGetValue(key, out var previous);
        // A namesake with another uid is another object: its predecessor's deletion fell into a gap of the watch.
        if (previous is not null && previous.Metadata.Uid != entity.Metadata.Uid)
        {
            Remove(key);
            previous = null;
        }
        if (previous is not null)
            Thin?.Invoke(entity, previous);
        _entities[key] = entity;
        if (previous is null)
            Changed?.Invoke(new EntityChange<TEntity>(EntityChangeKind.Added, key, entity, null));
        else if (previous.Metadata.ResourceVersion != entity.Metadata.ResourceVersion)
            Changed?.Invoke(new EntityChange<TEntity>(EntityChangeKind.Modified, key, entity, previous));
    }

    internal void Remove(EntityKey key)
    {
        if (_entities.TryRemove(key, out var last))
            Changed?.Invoke(new EntityChange<TEntity>(EntityChangeKind.Deleted, key, last, last));
    }

    internal void RemoveAllBut(IReadOnlySet<EntityKey> seen)
    {
        foreach (var key in _entities.Keys)
        {
            if (!seen.Contains(key))
                Remove(key);
        }
    }
}
