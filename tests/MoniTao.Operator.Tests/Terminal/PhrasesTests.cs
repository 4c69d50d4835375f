using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Model;
using MoniTao.Operator.Terminal;

namespace MoniTao.Operator.Tests.Terminal;

public sealed class PhrasesTests
{
    [Theory]
    [InlineData(0.4, "0.4 ms")]
    [InlineData(142, "142 ms")]
    [InlineData(2001.4, "2001 ms")]
    [InlineData(12345, "12.3 s")]
    public void A_time_has_the_unit_that_suits_it(double milliseconds, string expected) =>
        Assert.Equal(expected, Phrases.Time(TimeSpan.FromMilliseconds(milliseconds)));

    [Theory]
    [InlineData(-5, "0s")]
    [InlineData(119, "119s")]
    [InlineData(120, "2m")]
    [InlineData(7200, "2h")]
    [InlineData(172800, "2d")]
    public void An_age_is_written_as_kubectl_does(int seconds, string expected) => Assert.Equal(expected, Phrases.Age(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void Bars_of_a_waterfall_follow_each_other_and_fill_the_width()
    {
        var bars = Waterfall.Bars([Layer(Connectivity.Model.Layer.Dns, 10), Layer(Connectivity.Model.Layer.Tcp, 30), Layer(Connectivity.Model.Layer.Tls, null)]);

        Assert.Equal([new string('█', 5), new string(' ', 5) + new string('█', 15), ""], bars);
    }

    private static LayerResult Layer(Layer layer, double? milliseconds) =>
        new(layer, LayerOutcome.Passed, milliseconds is { } ms ? TimeSpan.FromMilliseconds(ms) : null, "");
}
