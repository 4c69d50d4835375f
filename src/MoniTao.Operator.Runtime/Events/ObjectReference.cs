using k8s;
using k8s.Models;
using MoniTao.Operator.Runtime.Api;

namespace MoniTao.Operator.Runtime.Events;

/// <summary>The object an event is about.</summary>
/// <param name="ApiVersion">Group and version.</param>
/// <param name="Kind">Kind.</param>
/// <param name="Namespace">Empty for a cluster-scoped object.</param>
/// <param name="Name">Name.</param>
/// <param name="Uid">Uid, so that <c>kubectl describe</c> finds the events of this object and not of a namesake.</param>
public sealed record ObjectReference(string ApiVersion, string Kind, string Namespace, string Name, string Uid)
{
    /// <summary>A reference to an entity.</summary>
    public static ObjectReference To<TEntity>(TEntity entity) where TEntity : IKubernetesObject<V1ObjectMeta>
    {
        var resource = ApiResource.Of<TEntity>();
        var metadata = entity.Metadata;
        return new(resource.ApiVersion, resource.Kind, metadata.NamespaceProperty ?? "", metadata.Name, metadata.Uid ?? "");
    }
}
