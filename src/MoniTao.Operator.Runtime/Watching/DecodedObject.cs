using MoniTao.Operator.Runtime.Caching;

namespace MoniTao.Operator.Runtime.Watching;

/// <summary>An object from a list or watch: its identity, and its entity unless <paramref name="Error"/> says why there is none.</summary>
internal readonly record struct DecodedObject<TEntity>(EntityKey? Key, string? ResourceVersion, TEntity? Entity, Exception? Error)
    where TEntity : class;
