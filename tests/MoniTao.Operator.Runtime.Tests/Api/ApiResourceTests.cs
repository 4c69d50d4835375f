using k8s;
using k8s.Models;
using MoniTao.Operator.Runtime.Api;
using MoniTao.Operator.Runtime.Tests.Support;

namespace MoniTao.Operator.Runtime.Tests.Api;

public sealed class ApiResourceTests
{
    [Fact]
    public void Paths_follow_from_the_attribute_of_the_entity()
    {
        var resource = ApiResource.Of<Widget>();
        Assert.Equal("tests.monitao.io/v1", resource.ApiVersion);
        Assert.Equal("/apis/tests.monitao.io/v1/namespaces/web/widgets/a%2Fb/status", resource.Path("web", "a/b", "status"));
    }

    [Fact]
    public void The_core_group_has_its_own_prefix()
    {
        var resource = ApiResource.Of<V1Secret>();
        Assert.Equal("v1", resource.ApiVersion);
        Assert.Equal("/api/v1/secrets", resource.Path());
    }

    [Fact]
    public void A_type_without_the_attribute_is_refused_by_name()
    {
        var error = Assert.Throws<InvalidOperationException>(ApiResource.Of<Nameless>);
        Assert.Contains(nameof(Nameless), error.Message);
    }

    private sealed class Nameless : IKubernetesObject<V1ObjectMeta>
    {
        public string ApiVersion { get; set; } = "";

        public string Kind { get; set; } = "";

        public V1ObjectMeta Metadata { get; set; } = new();
    }
}
