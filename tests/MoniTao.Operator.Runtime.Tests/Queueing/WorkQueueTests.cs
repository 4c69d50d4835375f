using Microsoft.Extensions.Time.Testing;
using MoniTao.Operator.Runtime.Queueing;

namespace MoniTao.Operator.Runtime.Tests.Queueing;

public sealed class WorkQueueTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly WorkQueue<string> _queue;

    public WorkQueueTests() => _queue = new WorkQueue<string>(_clock, new WorkQueueOptions(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10)));

    public void Dispose() => _queue.Dispose();

    [Fact]
    public async Task A_key_added_many_times_comes_once()
    {
        for (var i = 0; i < 10; i++)
            _queue.Add("a");
        Assert.Equal(1, _queue.Depth);
        _queue.Done(await TakeAsync());
        Assert.Equal(0, _queue.Depth);
    }

    [Fact]
    public async Task A_key_added_while_it_is_processed_comes_back_after_it_is_done_and_not_before()
    {
        _queue.Add("a");
        var key = await TakeAsync();
        _queue.Add("a");
        _queue.Add("a");
        Assert.Equal(0, _queue.Depth);
        _queue.Done(key);
        Assert.Equal(1, _queue.Depth);
        _queue.Done(await TakeAsync());
        Assert.Equal(0, _queue.Depth);
    }

    [Fact]
    public async Task Many_workers_never_hold_the_same_key_and_miss_no_key()
    {
        var held = new int[20];
        var processed = 0;
        using var stop = new CancellationTokenSource();
        var workers = Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            while (true)
            {
                var key = await _queue.TakeAsync(stop.Token);
                var index = int.Parse(key);
                Assert.Equal(1, Interlocked.Increment(ref held[index]));
                await Task.Yield();
                Interlocked.Decrement(ref held[index]);
                Interlocked.Increment(ref processed);
                _queue.Done(key);
            }
        })).ToList();
        for (var i = 0; i < 20_000; i++)
            _queue.Add((i % 20).ToString());
        await TestKit.FakeApiServer.Eventually.HoldsAsync(() => _queue.Depth == 0 && processed >= 20, "an empty queue");
        await stop.CancelAsync();
        foreach (var worker in workers)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => worker);
    }

    [Fact]
    public void A_delayed_key_comes_at_its_time()
    {
        _queue.AddAfter("a", TimeSpan.FromSeconds(5));
        Assert.Equal((0, 1), (_queue.Depth, _queue.DelayedCount));
        _clock.Advance(TimeSpan.FromSeconds(4.999));
        Assert.Equal(0, _queue.Depth);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal((1, 0), (_queue.Depth, _queue.DelayedCount));
    }

    [Fact]
    public async Task Of_several_delays_the_earliest_stands_and_the_key_comes_once()
    {
        _queue.AddAfter("a", TimeSpan.FromSeconds(5));
        _queue.AddAfter("a", TimeSpan.FromSeconds(2));
        _queue.AddAfter("a", TimeSpan.FromSeconds(9));
        _queue.AddAfter("b", TimeSpan.FromSeconds(3));
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("a", await TakeAsync());
        _queue.Done("a");
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("b", await TakeAsync());
        Assert.Equal(0, _queue.Depth);
    }

    [Fact]
    public void No_delay_means_now()
    {
        _queue.AddAfter("a", TimeSpan.Zero);
        Assert.Equal((1, 0), (_queue.Depth, _queue.DelayedCount));
    }

    [Fact]
    public void A_delay_longer_than_any_timer_is_kept()
    {
        _queue.AddAfter("a", TimeSpan.FromDays(90));
        for (var day = 0; day < 89; day++)
            _clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(0, _queue.Depth);
        _clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(1, _queue.Depth);
    }

    [Fact]
    public void Failures_of_one_key_back_off_up_to_the_maximum_and_forgetting_starts_anew()
    {
        var pauses = Enumerable.Range(0, 6).Select(_ => _queue.AddBackedOff("a").TotalSeconds).ToList();
        Assert.Equal([1, 2, 4, 8, 10, 10], pauses);
        Assert.Equal(1, _queue.AddBackedOff("b").TotalSeconds);
        _queue.Forget("a");
        Assert.Equal(1, _queue.AddBackedOff("a").TotalSeconds);
    }

    [Fact]
    public async Task Taking_ends_with_its_token()
    {
        using var stop = new CancellationTokenSource();
        var taking = _queue.TakeAsync(stop.Token).AsTask();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => taking);
        _queue.Add("a");
        Assert.Equal("a", await TakeAsync());
    }

    private ValueTask<string> TakeAsync() => _queue.TakeAsync(TestContext.Current.CancellationToken);
}
