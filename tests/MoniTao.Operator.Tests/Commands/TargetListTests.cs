using MoniTao.Operator.Commands;

namespace MoniTao.Operator.Tests.Commands;

public sealed class TargetListTests
{
    [Fact]
    public async Task A_hyphen_stands_for_the_lines_of_standard_input_without_comments_and_empty_ones() => Assert.Equal(
        [new("tcp://a:1"), new("https://b/#x", 3), new("dns://c", 5), new("tcp://d:1")],
        await ReadAsync(["tcp://a:1", "-", "tcp://d:1"], "\uFEFF# mine\r\n\r\n  https://b/#x # the shop\n\t\ndns://c\t# last, and no newline"));

    [Fact]
    public async Task A_line_without_an_end_is_refused_by_its_number_and_not_read_to_the_end()
    {
        using var endless = new EndlessReader("tcp://a:1\n");

        var error = await Assert.ThrowsAsync<UsageException>(() => TargetList.ReadAsync(["-"], endless, default));

        Assert.StartsWith("standard input, line 2: longer than", error.Message, StringComparison.Ordinal);
        Assert.True(endless.Given < 10_000, $"{endless.Given} characters were read");
    }

    [Fact]
    public async Task Too_many_targets_are_refused_and_the_bound_itself_is_not()
    {
        var most = string.Concat(Enumerable.Repeat("tcp://a:1\n", TargetList.Maximum));

        Assert.Equal(TargetList.Maximum, (await ReadAsync(["-"], most)).Count);
        await Assert.ThrowsAsync<UsageException>(() => ReadAsync(["-"], most + "tcp://a:1"));
        await Assert.ThrowsAsync<UsageException>(() => ReadAsync(["tcp://a:1", "-"], most));
    }

    [Theory]
    [InlineData("\n# nothing\n", "no target")]
    public async Task Input_without_a_target_is_refused(string input, string expected) =>
        Assert.Contains(expected, (await Assert.ThrowsAsync<UsageException>(() => ReadAsync(["-"], input))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Standard_input_is_read_once() =>
        await Assert.ThrowsAsync<UsageException>(() => ReadAsync(["-", "-"], "tcp://a:1"));

    private static async Task<IReadOnlyList<GivenTarget>> ReadAsync(string[] arguments, string input)
    {
        using var reader = new StringReader(input);
        return await TargetList.ReadAsync(arguments, reader, TestContext.Current.CancellationToken);
    }

    private sealed class EndlessReader(string start) : TextReader
    {
        public int Given { get; private set; }

        public override int Read() => Given++ < start.Length ? start[Given - 1] : 'x';
    }
}
