using MoniTao.Operator.Runtime.Events;
using MoniTao.Operator.Runtime.Tests.Support;
using MoniTao.TestKit.FakeApiServer;

namespace MoniTao.Operator.Runtime.Tests.Events;

public sealed class EventBoundsTests
{
    [Fact]
    public async Task What_does_not_fit_the_queue_is_counted_and_dropped_and_nothing_waits()
    {
        await using var rig = await EventRig.CreateAsync(new EventOptions { Capacity = 3 });
        for (var i = 0; i < 10; i++)
            rig.Record(reason: $"Reason{i}");
        Assert.Equal((3, 7L), (rig.Recorder.Depth, rig.Recorder.Dropped));
        rig.Start();
        await rig.UntilDeliveredAsync(3);
        rig.Record(reason: "Reason9");
        await rig.UntilDeliveredAsync(4);
        Assert.All(rig.Events.All(), stored => Assert.Null(stored["series"]));
    }

    [Fact]
    public async Task One_object_cannot_write_more_than_its_burst_and_recovers_with_time()
    {
        await using var rig = await EventRig.CreateAsync(new EventOptions { BurstPerObject = 5, RefillInterval = TimeSpan.FromSeconds(30) });
        for (var i = 0; i < 8; i++)
            rig.Record(reason: $"Reason{i}");
        rig.Record(regarding: EventRig.Shop with { Name = "bank" });
        Assert.Equal((6, 3L), (rig.Recorder.Depth, rig.Recorder.Dropped));
        rig.Api.Clock.Advance(TimeSpan.FromSeconds(61));
        for (var i = 10; i < 15; i++)
            rig.Record(reason: $"Reason{i}");
        Assert.Equal((8, 6L), (rig.Recorder.Depth, rig.Recorder.Dropped));
        rig.Start();
        await rig.UntilDeliveredAsync(8);
    }

    [Fact]
    public async Task Repetitions_beyond_the_burst_are_not_lost_from_the_count()
    {
        await using var rig = (await EventRig.CreateAsync(new EventOptions { BurstPerObject = 2, RefillInterval = TimeSpan.FromSeconds(30) })).Start();
        rig.Record();
        await rig.UntilDeliveredAsync(1);
        rig.Record();
        await rig.UntilDeliveredAsync(2);
        rig.Record();
        rig.Record();
        Assert.Equal(2, rig.Recorder.Dropped);
        rig.Api.Clock.Advance(TimeSpan.FromSeconds(30));
        rig.Record();
        await rig.UntilDeliveredAsync(3);
        Assert.Equal(5, (int)Assert.Single(rig.Events.All())["series"]!["count"]!);
    }

    [Fact]
    public async Task Ten_thousand_objects_do_not_grow_the_memory_of_the_recorder_without_bound()
    {
        await using var rig = await EventRig.CreateAsync(new EventOptions { Capacity = 50_000, MaximumSeries = 100 });
        for (var i = 0; i < 10_000; i++)
            rig.Record(regarding: EventRig.Shop with { Name = $"shop-{i}" });
        Assert.Equal((10_000, 0L), (rig.Recorder.Depth, rig.Recorder.Dropped));
        var table = new EventSeriesTable(new EventOptions { MaximumSeries = 100 }, rig.Api.Clock);
        for (var i = 0; i < 1000; i++)
            table.Record(new EventIdentity(EventRig.Shop, EventType.Normal, $"Reason{i}", "a", "b", "c"), "note");
        Assert.InRange(table.Count, 1, 100);
    }

    [Fact]
    public async Task A_series_that_ended_is_forgotten()
    {
        await using var rig = await EventRig.CreateAsync();
        var table = new EventSeriesTable(new EventOptions(), rig.Api.Clock);
        table.Record(new EventIdentity(EventRig.Shop, EventType.Normal, "One", "a", "b", "c"), "note");
        rig.Api.Clock.Advance(TimeSpan.FromMinutes(7));
        table.Record(new EventIdentity(EventRig.Shop, EventType.Normal, "Two", "a", "b", "c"), "note");
        Assert.Equal(1, table.Count);
    }

    [Fact]
    public async Task A_server_that_is_away_is_tried_again_under_the_same_name()
    {
        await using var rig = await EventRig.CreateAsync();
        var names = new List<string?>();
        Task Note(FakeExchange exchange)
        {
            names.Add((string?)System.Text.Json.Nodes.JsonNode.Parse(exchange.Request.Body)!["metadata"]!["name"]);
            return Task.CompletedTask;
        }

        rig.Api.Server
            .Script("POST", EventRig.Collection, async exchange => { await Note(exchange); exchange.Abort(); })
            .Script("POST", EventRig.Collection, async exchange => { await Note(exchange); await exchange.FailAsync(429, "slow down", ("Retry-After", "3")); })
            .Script("POST", EventRig.Collection, async exchange => { await Note(exchange); await exchange.FailAsync(409, "already exists"); });
        rig.Start().Record();
        await rig.Api.UntilAsync(() => rig.Recorder.Delivered == 1, "the delivery");
        Assert.Equal(3, names.Count);
        Assert.Single(names.Distinct());
        Assert.Equal(0, rig.Recorder.Failed);
    }

    [Fact]
    public async Task A_refusal_for_good_is_counted_and_does_not_hold_up_the_next()
    {
        await using var rig = await EventRig.CreateAsync();
        rig.Api.Server.Script("POST", EventRig.Collection, exchange => exchange.FailAsync(422, "invalid"));
        rig.Start().Record();
        rig.Record(reason: "Another");
        await rig.UntilDeliveredAsync(1);
        Assert.Equal(1, rig.Recorder.Failed);
        rig.Record();
        await rig.UntilDeliveredAsync(2);
        Assert.All(rig.Events.All(), stored => Assert.Null(stored["series"]));
    }

    [Fact]
    public async Task Tries_are_bounded()
    {
        await using var rig = await EventRig.CreateAsync(new EventOptions { DeliveryAttempts = 3 });
        rig.Api.Server.Rule("POST", EventRig.Collection, exchange => exchange.FailAsync(503, "down"));
        rig.Start().Record();
        await rig.Api.UntilAsync(() => rig.Recorder.Failed == 1, "giving up");
        Assert.Equal(3, rig.Api.Server.Count("POST", EventRig.Collection));
    }

    [Fact]
    public async Task Stop_delivers_what_still_waits()
    {
        await using var rig = await EventRig.CreateAsync();
        for (var i = 0; i < 20; i++)
            rig.Record(reason: $"Reason{i}");
        rig.Start();
        await rig.StopAsync();
        Assert.Equal(20, rig.Events.All().Count);
    }

    [Fact]
    public async Task Stop_does_not_wait_longer_than_the_flush_time_for_a_server_that_hangs()
    {
        await using var rig = await EventRig.CreateAsync();
        rig.Api.Server.Rule("POST", EventRig.Collection, exchange => exchange.HoldAsync());
        rig.Record();
        rig.Record(reason: "Another");
        rig.Start();
        var stopping = rig.StopAsync();
        await Eventually.HoldsAsync(() => rig.Api.Server.Requests.Count == 1, "the request that hangs");
        await rig.Api.UntilAsync(() => stopping.IsCompleted, "the stop");
        Assert.Equal((0L, 2L), (rig.Recorder.Failed, rig.Recorder.Dropped));
    }
}
