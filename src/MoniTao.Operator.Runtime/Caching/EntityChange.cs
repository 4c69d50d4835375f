namespace MoniTao.Operator.Runtime.Caching;

/// <summary>One change of the cache.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Key">Namespaced name.</param>
/// <param name="Entity">The new state, or the last known one after a deletion.</param>
/// <param name="Previous">The state before (for example for its generation), null when added.</param>
public sealed record EntityChange<TEntity>(EntityChangeKind Kind, EntityKey Key, TEntity Entity, TEntity? Previous);
