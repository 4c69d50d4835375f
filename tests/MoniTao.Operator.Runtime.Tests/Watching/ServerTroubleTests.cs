using System.Text.Json.Nodes;
using MoniTao.Operator.Runtime.Tests.Support;
using MoniTao.TestKit.FakeApiServer;

namespace MoniTao.Operator.Runtime.Tests.Watching;

public sealed class ServerTroubleTests
{
    private static Func<FakeExchange, Task> Listing(long version, params JsonNode[] items) =>
        exchange => exchange.ReplyAsync(200, FakeJson.List(version, items));

    [Fact]
    public async Task Too_many_requests_waits_at_least_as_long_as_the_server_asks()
    {
        await using var rig = await WatchRig.CreateAsync();
        rig.List(exchange => exchange.FailAsync(429, "slow down", ("Retry-After", "20"))).List(Listing(50)).Start();
        await rig.UntilStillAsync(() => rig.Health.Restarts == 1, "the refusal");
        await rig.UntilStillAsync(() => rig.Log.Lines.Count == 1, "the pause");
        rig.Clock.Advance(TimeSpan.FromSeconds(20));
        await Task.Delay(50);
        Assert.Single(rig.Lists);
        await rig.UntilAsync(() => rig.Cache.IsSynced, "a synced cache");
    }

    [Fact]
    public async Task Too_many_requests_on_the_watch_keeps_the_version()
    {
        await using var rig = await WatchRig.CreateAsync();
        rig.List(Listing(50)).Watch(exchange => exchange.FailAsync(429, "slow down", ("Retry-After", "1"))).Start();
        await rig.UntilAsync(() => rig.Watches.Count == 2, "the second watch");
        Assert.Equal("50", rig.Watches[1].Query["resourceVersion"]);
        Assert.Single(rig.Lists);
    }

    [Fact]
    public async Task A_missing_kind_deletes_all_objects_and_recovers_when_it_comes_back()
    {
        await using var rig = await WatchRig.CreateAsync();
        rig.List(Listing(50, WidgetJson.Of("a", 10)))
            .Watch(exchange => exchange.FailAsync(404, "not found"))
            .List(exchange => exchange.FailAsync(404, "not found"))
            .List(exchange => exchange.FailAsync(404, "not found"))
            .Start();
        await rig.UntilAsync(() => rig.Health.ResourceMissing && rig.Lists.Count >= 3, "the kind to be missing");
        Assert.Equal(["Added a", "Deleted a"], rig.Changes);
        Assert.False(rig.Cache.IsSynced);
        rig.List(Listing(90, WidgetJson.Of("a", 88, uid: "another")));
        await rig.UntilAsync(() => rig.Cache.IsSynced, "a synced cache");
        Assert.Equal(["Added a", "Deleted a", "Added a"], rig.Changes);
        Assert.False(rig.Health.ResourceMissing);
    }

    [Fact]
    public async Task A_kind_missing_from_the_start_is_an_answer_too_and_is_asked_for_every_few_seconds()
    {
        await using var rig = await WatchRig.CreateAsync();
        rig.Start();
        await rig.Watcher.FirstAnswer;
        await rig.UntilAsync(() => rig.Lists.Count >= 8, "some tries");
        var before = rig.Clock.GetUtcNow();
        await rig.UntilAsync(() => rig.Lists.Count >= 9, "one more try");
        await rig.UntilAsync(() => rig.Lists.Count >= 10, "and one more");
        // Two pauses of at most 5 s, with room for the clock that walks on while a request is under way.
        Assert.InRange(rig.Clock.GetUtcNow() - before, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task A_server_that_is_away_is_tried_again_until_it_answers()
    {
        await using var rig = await WatchRig.CreateAsync();
        rig.List(exchange => { exchange.Abort(); return Task.CompletedTask; })
            .List(exchange => exchange.FailAsync(503, "starting", ("Retry-After", "1")))
            .List(exchange => exchange.FailAsync(403, "no such role"))
            .List(Listing(50))
            .Start();
        await rig.UntilAsync(() => rig.Cache.IsSynced, "a synced cache");
        Assert.Equal(3, rig.Health.Restarts);
        Assert.Null(rig.Health.LastError);
        Assert.Contains(rig.Log.Lines, line => line.Contains("no such role"));
    }

    [Fact]
    public async Task A_list_without_an_answer_is_given_up_after_its_deadline()
    {
        await using var rig = await WatchRig.CreateAsync();
        rig.List(exchange => exchange.HoldAsync()).List(Listing(50)).Start();
        await rig.UntilStillAsync(() => rig.Lists.Count == 1, "a list under way");
        rig.Clock.Advance(TimeSpan.FromSeconds(60));
        await rig.UntilAsync(() => rig.Cache.IsSynced, "a synced cache");
        Assert.Contains(rig.Log.Lines, line => line.Contains("no answer within 60 s"));
    }

    [Fact]
    public async Task A_subscriber_that_throws_does_not_end_the_watch()
    {
        await using var rig = await WatchRig.CreateAsync();
        var thrown = 0;
        rig.Cache.Changed += _ =>
        {
            if (Interlocked.Increment(ref thrown) == 1)
                throw new InvalidOperationException("a defect");
        };
        rig.List(Listing(50, WidgetJson.Of("a", 10))).List(Listing(50, WidgetJson.Of("a", 10), WidgetJson.Of("b", 11))).Start();
        await rig.UntilAsync(() => rig.Cache.IsSynced, "a synced cache");
        Assert.Equal(2, rig.Cache.Count);
    }
}
