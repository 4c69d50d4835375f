using k8s;
using k8s.Models;

namespace MoniTao.Operator.Runtime.Caching;

/// <summary>Namespaced name of an object; <paramref name="Namespace"/> is empty for a cluster-scoped one.</summary>
public readonly record struct EntityKey(string Namespace, string Name)
{
    /// <summary>The key of an entity.</summary>
    public static EntityKey Of(IKubernetesObject<V1ObjectMeta> entity) => new(entity.Metadata.NamespaceProperty ?? "", entity.Metadata.Name);

    /// <summary><c>namespace/name</c>, or the name alone.</summary>
    public override string ToString() => Namespace.Length == 0 ? Name : $"{Namespace}/{Name}";
}
