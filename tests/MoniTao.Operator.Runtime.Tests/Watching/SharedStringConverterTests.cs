using System.Text.Json;
using MoniTao.Operator.Runtime.Watching;

namespace MoniTao.Operator.Runtime.Tests.Watching;

public sealed class SharedStringConverterTests
{
    private static readonly JsonSerializerOptions Options = new() { Converters = { new SharedStringConverter() } };

    [Fact]
    public void A_word_that_comes_again_is_the_same_string()
    {
        var texts = Read("""["Passed", "Passed", "False", "Passed"]""");
        Assert.Equal(["Passed", "Passed", "False", "Passed"], texts);
        Assert.Same(texts[0], texts[1]);
        Assert.Same(texts[0], texts[3]);
    }

    [Fact]
    public void So_is_the_key_of_a_map()
    {
        var first = JsonSerializer.Deserialize<Dictionary<string, string>>("""{"app":"a"}""", Options)!.Keys.Single();
        Assert.Same(first, JsonSerializer.Deserialize<Dictionary<string, string>>("""{"app":"b"}""", Options)!.Keys.Single());
    }

    [Theory]
    [InlineData("")]
    [InlineData("Grüße")]
    [InlineData("a \"quoted\" \\ text\n")]
    [InlineData("\ud83d\ude00")]
    public void Every_text_is_read_as_it_was_written(string text)
    {
        var json = JsonSerializer.Serialize(new[] { text, text, new string('x', 1000) });
        Assert.Equal([text, text, new string('x', 1000)], Read(json));
    }

    [Fact]
    public void Thousands_of_different_texts_stay_different()
    {
        var expected = Enumerable.Range(0, 20_000).Select(i => $"text {i}").ToArray();
        Assert.Equal(expected, Read(JsonSerializer.Serialize(expected)));
        Assert.Equal(expected, Read(JsonSerializer.Serialize(expected)));
    }

    [Theory]
    [InlineData("[1]")]
    [InlineData("[true]")]
    [InlineData("""["\ud800"]""")]
    public void What_is_no_text_is_refused_as_before(string json) => Assert.Throws<JsonException>(() => Read(json));

    [Fact]
    public void Nothing_stays_nothing() => Assert.Equal([null], Read("[null]"));

    private static string?[] Read(string json) => JsonSerializer.Deserialize<string?[]>(json, Options)!;
}
