using System.Text;
using MoniTao.Operator.Runtime.Tests.Support;
using MoniTao.Operator.Runtime.Watching;

namespace MoniTao.Operator.Runtime.Tests.Watching;

public sealed class LineReaderTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100_000)]
    public async Task Lines_come_whole_however_the_stream_is_cut(int chunk)
    {
        string[] lines = ["first", "", new string('x', 40_000), "é€😀", "last"];
        await using var stream = new ChunkedStream(Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\ncut off"), chunk);
        using var reader = new LineReader(stream, 50_000);
        var read = new List<string>();
        while (await reader.ReadLineAsync(CancellationToken.None) is { } line)
            read.Add(Encoding.UTF8.GetString(line.Span));
        Assert.Equal(lines, read);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_line_over_the_limit_is_refused_with_and_without_its_end(bool ended)
    {
        await using var stream = new ChunkedStream(Encoding.UTF8.GetBytes(new string('x', 5_001) + (ended ? "\n" : "")), 512);
        using var reader = new LineReader(stream, 5_000);
        await Assert.ThrowsAsync<LineTooLongException>(async () => await reader.ReadLineAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_line_of_exactly_the_limit_is_read()
    {
        await using var stream = new ChunkedStream(Encoding.UTF8.GetBytes(new string('x', 5_000) + "\n"), 4_096);
        using var reader = new LineReader(stream, 5_000);
        Assert.Equal(5_000, (await reader.ReadLineAsync(CancellationToken.None))!.Value.Length);
    }
}
