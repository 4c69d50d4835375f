using k8s;
using k8s.Models;

namespace MoniTao.Operator.Api;

/// <summary>One page of a list of monitors, as the API server returns it.</summary>
[KubernetesEntity(
    Group = ConnectivityMonitor.KubeGroup,
    ApiVersion = ConnectivityMonitor.KubeApiVersion,
    Kind = KubeKind,
    PluralName = ConnectivityMonitor.KubePluralName)]
public sealed class ConnectivityMonitorList : IKubernetesObject<V1ListMeta>, IItems<ConnectivityMonitor>
{
    /// <summary>The kind.</summary>
    public const string KubeKind = ConnectivityMonitor.KubeKind + "List";

    /// <summary>Always <c>monitao.io/v1alpha1</c>.</summary>
    public string ApiVersion { get; set; } = ConnectivityMonitor.GroupVersion;

    /// <summary>Always <c>ConnectivityMonitorList</c>.</summary>
    public string Kind { get; set; } = KubeKind;

    /// <summary>The resource version of the list and the token of its next page.</summary>
    public V1ListMeta Metadata { get; set; } = new();

    /// <summary>The monitors of this page.</summary>
    public IList<ConnectivityMonitor> Items { get; set; } = [];
}
