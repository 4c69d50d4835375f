using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Model;
using MoniTao.Operator.Commands;

namespace MoniTao.Operator.Tests.Commands;

public sealed class ExitCodesTests
{
    public static TheoryData<string> Names => [.. Reasons.All.Select(reason => reason.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_reason_has_the_code_of_its_layer(string name)
    {
        var reason = Reasons.Find(name)!;
        var expected = reason.Fault == FaultDomain.Prober ? 50 : reason.Layer switch { Layer.Dns => 10, Layer.Tls => 30, Layer.Http => 40, _ => 20 };

        Assert.Equal(expected, ExitCodes.Of(reason));
    }

    [Fact]
    public void No_reason_is_success() => Assert.Equal(0, ExitCodes.Of(null));
}
