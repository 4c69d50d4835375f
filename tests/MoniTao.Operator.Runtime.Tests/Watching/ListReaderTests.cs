using System.Text;
using System.Text.Json;
using MoniTao.Operator.Runtime.Tests.Support;
using MoniTao.Operator.Runtime.Watching;

namespace MoniTao.Operator.Runtime.Tests.Watching;

public sealed class ListReaderTests
{
    private static readonly string Long = new('x', 150_000);

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(4_096)]
    [InlineData(1_000_000)]
    public async Task Objects_come_whole_however_the_stream_is_cut_and_wherever_the_metadata_is(int chunk)
    {
        var items = $$"""[{"name":"a","items":[1]}, null, {"name":"{{Long}}"}, [2], "é€😀" ]""";
        foreach (var list in new[]
        {
            $$"""{"apiVersion":"v1","items":{{items}},"kind":"List","metadata":{"continue":"more","resourceVersion":"7"} }""",
            $$"""{"kind":"List","metadata":{"resourceVersion":"7","continue":"more","x":{"items":[9]} },"other":{"items":[8]},"items":{{items}} }  """,
        })
        {
            var read = await ReadAsync(list, chunk);
            Assert.Equal(["""{"name":"a","items":[1]}""", "null", $$"""{"name":"{{Long}}"}""", "[2]", "\"é€😀\""], read.Items);
            Assert.Equal(("7", "more"), (read.Version, read.Continue));
        }
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"items":[]}""")]
    [InlineData("""{"items":null,"metadata":null}""")]
    [InlineData("""{"items":{"a":1},"metadata":"x"}""")]
    public async Task List_without_objects_or_version_is_empty(string list)
    {
        var read = await ReadAsync(list, 3);
        Assert.Empty(read.Items);
        Assert.Null(read.Version);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("<html>")]
    [InlineData("""{"items":[{"a":1}""")]
    [InlineData("""{"items":[{"a":1}],"metadata":{"resourceVersion":"7"}""")]
    [InlineData("""{"items":[{"a":1} {"b":2}]}""")]
    public Task What_is_no_list_or_breaks_off_is_said_so(string list) => Assert.ThrowsAnyAsync<JsonException>(() => ReadAsync(list, 5));

    [Fact]
    public async Task Object_over_the_limit_is_refused_before_it_fills_the_memory()
    {
        var list = $$"""{"items":[{"a":1},{"name":"{{Long}}"}]}""";
        await Assert.ThrowsAnyAsync<JsonException>(() => ReadAsync(list, 4_096, maximum: 100_000));
        Assert.Equal(2, (await ReadAsync(list, 4_096, maximum: 200_000)).Items.Count);
    }

    private static async Task<(List<string> Items, string? Version, string? Continue)> ReadAsync(string list, int chunk, int maximum = 1_000_000)
    {
        await using var stream = new ChunkedStream(Encoding.UTF8.GetBytes(list), chunk);
        using var reader = new ListReader(stream, maximum);
        var items = new List<string>();
        while (await reader.NextAsync(TestContext.Current.CancellationToken) is { } item)
        {
            using (item)
                items.Add(item.RootElement.GetRawText());
        }
        return (items, reader.ResourceVersion, reader.Continue);
    }
}
