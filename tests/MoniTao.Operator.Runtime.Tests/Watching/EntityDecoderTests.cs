using System.Text.Json;
using MoniTao.Operator.Runtime.Tests.Support;
using MoniTao.Operator.Runtime.Watching;

namespace MoniTao.Operator.Runtime.Tests.Watching;

public sealed class EntityDecoderTests
{
    [Theory]
    [InlineData("""{"metadata":{"name":"\ud800","resourceVersion":"7"}}""", "7")]
    [InlineData("""{"metadata":{"\udc00reso":1}}""", null)]
    [InlineData("""{"metadata":{"name":"a","resourceVersion":"\ud800"}}""", null)]
    public void Half_a_surrogate_pair_is_no_text_and_no_exception(string json, string? version)
    {
        using var document = JsonDocument.Parse(json);
        var decoded = EntityDecoder.Decode<Widget>(document.RootElement);

        Assert.NotNull(decoded.Error);
        Assert.Null(decoded.Entity);
        Assert.Equal(version, decoded.ResourceVersion);
    }
}
