using System.Reflection;
using k8s;
using k8s.Models;

namespace MoniTao.Operator.Runtime.Api;

/// <summary>One kind of object as the API server addresses it, and the request paths that follow from it.</summary>
/// <param name="Group">API group, for example <c>apps</c>; empty for the core group.</param>
/// <param name="Version">API version without the group, for example <c>v1</c>.</param>
/// <param name="Kind">Kind in singular, for example <c>Deployment</c>.</param>
/// <param name="Plural">Plural name used in paths, for example <c>deployments</c>.</param>
public sealed record ApiResource(string Group, string Version, string Kind, string Plural)
{
    /// <summary>Value of the <c>apiVersion</c> field: <c>group/version</c>, or the version alone in the core group.</summary>
    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary>Reads the <see cref="KubernetesEntityAttribute"/> of an entity type.</summary>
    /// <exception cref="InvalidOperationException">The type carries no such attribute.</exception>
    public static ApiResource Of<TEntity>() where TEntity : IKubernetesObject<V1ObjectMeta>
    {
        var entity = typeof(TEntity).GetCustomAttribute<KubernetesEntityAttribute>()
            ?? throw new InvalidOperationException($"{typeof(TEntity)} has no [KubernetesEntity] attribute, so it has no path on the API server.");
        return new ApiResource(entity.Group ?? "", entity.ApiVersion, entity.Kind, entity.PluralName);
    }

    /// <summary>Absolute path without a query. Each part is escaped.</summary>
    /// <param name="namespaceName">Null for a cluster-scoped object or for a list over all namespaces.</param>
    /// <param name="name">Null for the collection.</param>
    /// <param name="subresource">For example <c>status</c>.</param>
    public string Path(string? namespaceName = null, string? name = null, string? subresource = null)
    {
        var path = Group.Length == 0 ? $"/api/{Version}" : $"/apis/{Group}/{Version}";
        if (!string.IsNullOrEmpty(namespaceName))
            path += $"/namespaces/{Uri.EscapeDataString(namespaceName)}";
        path += $"/{Plural}";
        if (name is not null)
            path += $"/{Uri.EscapeDataString(name)}";
        return subresource is null ? path : $"{path}/{subresource}";
    }
}
