using System.Text.Json.Nodes;
using MoniTao.Operator.Crd;
using YamlDotNet.Serialization;

namespace MoniTao.Operator.Tests.Crd;

public class YamlTextTests
{
    [Theory]
    [InlineData("plain")]
    [InlineData("true")]
    [InlineData("No")]
    [InlineData("1.2")]
    [InlineData("0x1F")]
    [InlineData("")]
    [InlineData(" leading and trailing ")]
    [InlineData("it's: a 'quote' # and more")]
    [InlineData("- dash")]
    [InlineData("back\\slash \"double\"")]
    [InlineData("two\nlines\ttab")]
    [InlineData("{a: [b, c]}")]
    [InlineData("~")]
    [InlineData("?")]
    public void A_text_is_read_back_as_the_same_text(string text) => Assert.Equal(text, RoundTrip(text));

    [Fact]
    public void A_long_text_is_folded_and_read_back_as_one_line()
    {
        var text = string.Join(' ', Enumerable.Range(0, 80).Select(number => $"word{number}:"));

        Assert.Equal(text, RoundTrip(text));
        Assert.All(YamlText.Write(new JsonObject { ["a"] = text }).Split('\n'), line => Assert.InRange(line.Length, 0, 120));
    }

    private static object? RoundTrip(string text)
    {
        var yaml = YamlText.Write(new JsonObject { ["a"] = new JsonArray(new JsonObject { ["b"] = text, ["c"] = 1 }) });
        var read = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build().Deserialize<Dictionary<string, List<Dictionary<string, object?>>>>(yaml);
        return read["a"][0]["b"];
    }
}
