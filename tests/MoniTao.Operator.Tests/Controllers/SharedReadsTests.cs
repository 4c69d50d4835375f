using Microsoft.Extensions.Time.Testing;
using MoniTao.Operator.Controllers;

namespace MoniTao.Operator.Tests.Controllers;

public sealed class SharedReadsTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly SharedReads _reads;
    private int _count;

    public SharedReadsTests() => _reads = new SharedReads(_clock);

    [Fact]
    public async Task Ten_thousand_who_ask_within_a_second_are_one_read()
    {
        for (var i = 0; i < 10_000; i++)
            Assert.Equal("a1", await ReadAsync("a"));
        Assert.Equal(1, _count);
    }

    [Fact]
    public async Task After_a_second_it_is_read_again_and_the_old_answer_is_forgotten()
    {
        var first = await ReadAsync("a");
        _clock.Advance(TimeSpan.FromSeconds(0.9));
        var shared = await ReadAsync("a");
        _clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(("a1", "a1", "a2"), (first, shared, await ReadAsync("a")));
    }

    [Fact]
    public async Task Who_asks_while_it_is_being_read_waits_for_the_same_answer()
    {
        var answer = new TaskCompletionSource<string>();
        var (first, second) = (_reads.GetAsync("a", () => answer.Task), _reads.GetAsync<string>("a", () => throw new InvalidOperationException("a second read")));
        answer.SetResult("it");
        Assert.Equal(["it", "it"], await Task.WhenAll(first, second));
    }

    [Fact]
    public async Task Different_things_are_read_apart_and_a_failure_only_for_a_second()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => _reads.GetAsync("a", () => Task.FromException<string>(new InvalidOperationException("no"))));
        Assert.Equal("b1", await ReadAsync("b"));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("a2", await ReadAsync("a"));
    }

    private Task<string> ReadAsync(string path) => _reads.GetAsync(path, () => Task.FromResult($"{path}{++_count}"));
}
