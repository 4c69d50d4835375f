using k8s;
using k8s.Models;

namespace MoniTao.Operator.Runtime.Tests.Support;

[KubernetesEntity(Group = Group, ApiVersion = Version, Kind = "Widget", PluralName = Plural)]
public sealed class Widget : IKubernetesObject<V1ObjectMeta>
{
    public const string Group = "tests.monitao.io";
    public const string Version = "v1";
    public const string Plural = "widgets";
    public const string GroupVersion = $"/apis/{Group}/{Version}";
    public const string Collection = $"{GroupVersion}/{Plural}";

    public string ApiVersion { get; set; } = $"{Group}/{Version}";

    public string Kind { get; set; } = "Widget";

    public V1ObjectMeta Metadata { get; set; } = new();

    public WidgetSpec Spec { get; set; } = new();
}
