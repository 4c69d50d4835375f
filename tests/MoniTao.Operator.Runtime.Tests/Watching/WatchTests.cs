using System.Text.Json.Nodes;
using MoniTao.Operator.Runtime.Tests.Support;
using MoniTao.Operator.Runtime.Watching;
using MoniTao.TestKit.FakeApiServer;

namespace MoniTao.Operator.Runtime.Tests.Watching;

public sealed class WatchTests
{
    private static Func<FakeExchange, Task> Listing(long version, params JsonNode[] items) =>
        exchange => exchange.ReplyAsync(200, FakeJson.List(version, items));

    private static Func<FakeExchange, Task> Events(params (string Type, JsonNode Entity)[] events) => async exchange =>
    {
        await exchange.OpenAsync();
        foreach (var (type, entity) in events)
            await exchange.EventAsync(type, entity);
    };

    [Fact]
    public async Task Events_reach_the_cache_in_order()
    {
        await using var rig = await WatchRig.CreateAsync();
        rig.List(Listing(50, WidgetJson.Of("a", 10)))
            .Watch(Events(
                ("ADDED", WidgetJson.Of("b", 51)), ("MODIFIED", WidgetJson.Of("a", 52)), ("DELETED", WidgetJson.Of("b", 53)),
                ("MODIFIED", WidgetJson.Of("a", 52))))
            .Start();
        await rig.UntilStillAsync(() => rig.Watches.Count == 2, "the second watch");
        Assert.Equal(["Added a", "Added b", "Modified a", "Deleted b"], rig.Changes);
    }

    [Fact]
    public async Task A_quiet_close_is_normal_and_the_next_watch_goes_on_from_the_newest_version()
    {
        await using var rig = await WatchRig.CreateAsync();
        rig.List(Listing(50)).Watch(Events(("ADDED", WidgetJson.Of("a", 51)))).Start();
        await rig.UntilStillAsync(() => rig.Watches.Count == 2, "the second watch");
        Assert.Equal("51", rig.Watches[1].Query["resourceVersion"]);
        Assert.Single(rig.Lists);
        Assert.Equal(0, rig.Health.Restarts);
    }

    [Fact]
    public async Task A_connection_closed_without_the_end_of_the_body_is_a_quiet_close_too()
    {
        await using var rig = await WatchRig.CreateAsync();
        rig.List(Listing(50))
            .Watch(async exchange =>
            {
                await exchange.OpenAsync(promised: 1_000_000);
                await exchange.EventAsync("ADDED", WidgetJson.Of("a", 51));
                await Eventually.HoldsAsync(() => !rig.Changes.IsEmpty, "the first event");
            })
            .Start();
        await rig.UntilStillAsync(() => rig.Watches.Count == 2, "the second watch");
        Assert.Equal("51", rig.Watches[1].Query["resourceVersion"]);
        Assert.Equal((0, 1), (rig.Health.Restarts, rig.Lists.Count));
    }

    [Fact]
    public async Task A_bookmark_moves_the_version_and_touches_no_object()
    {
        await using var rig = await WatchRig.CreateAsync();
        rig.List(Listing(50)).Watch(Events(("ADDED", WidgetJson.Of("a", 51)), ("BOOKMARK", FakeJson.Bookmark(90)))).Start();
        await rig.UntilStillAsync(() => rig.Watches.Count == 2, "the second watch");
        Assert.Equal("90", rig.Watches[1].Query["resourceVersion"]);
        Assert.Equal(["Added a"], rig.Changes);
        Assert.Equal(2, rig.Health.Events);
    }

    [Fact]
    public async Task A_watch_that_closes_at_once_and_brings_nothing_is_backed_off()
    {
        await using var rig = await WatchRig.CreateAsync();
        rig.List(Listing(50));
        for (var i = 0; i < 3; i++)
            rig.Watch(exchange => exchange.OpenAsync());
        rig.Start();
        await rig.UntilStillAsync(() => rig.Health.Watches == 1, "the first watch");
        // The clock stands still, so a watcher that pauses cannot come back, and one that spins would.
        await Task.Delay(50);
        Assert.Single(rig.Watches);
        await rig.UntilAsync(() => rig.Watches.Count == 4, "the watches after their pauses");
        Assert.Single(rig.Lists);
    }

    [Fact]
    public async Task Gone_as_an_http_status_lists_again()
    {
        await using var rig = await WatchRig.CreateAsync();
        rig.List(Listing(50, WidgetJson.Of("a", 10)))
            .Watch(exchange => exchange.FailAsync(410, "too old resource version"))
            .List(Listing(80, WidgetJson.Of("a", 70)))
            .Start();
        await rig.UntilAsync(() => rig.Watches.Count == 2, "the second watch");
        Assert.Equal(["Added a", "Modified a"], rig.Changes);
        Assert.Equal("80", rig.Watches[1].Query["resourceVersion"]);
        Assert.Equal(0, rig.Health.Restarts);
    }

    [Fact]
    public async Task Gone_within_the_stream_lists_again()
    {
        await using var rig = await WatchRig.CreateAsync();
        rig.List(Listing(50))
            .Watch(Events(("ADDED", WidgetJson.Of("a", 51)), ("ERROR", FakeJson.Status(410, "too old"))))
            .List(Listing(80, WidgetJson.Of("a", 51)))
            .Start();
        await rig.UntilAsync(() => rig.Watches.Count == 2, "the second watch");
        Assert.Equal("80", rig.Watches[1].Query["resourceVersion"]);
        Assert.Equal(2, rig.Health.Lists);
    }

    [Fact]
    public async Task Another_error_within_the_stream_is_backed_off_and_lists_again()
    {
        await using var rig = await WatchRig.CreateAsync();
        rig.List(Listing(50)).Watch(Events(("ERROR", FakeJson.Status(500, "etcd is unwell")))).List(Listing(80)).Start();
        await rig.UntilAsync(() => rig.Watches.Count == 2, "the second watch");
        Assert.Equal(1, rig.Health.Restarts);
        Assert.Contains(rig.Log.Lines, line => line.Contains("etcd is unwell"));
    }

    [Fact]
    public async Task An_abort_in_mid_line_loses_no_event_and_invents_none()
    {
        await using var rig = await WatchRig.CreateAsync();
        rig.List(Listing(50))
            .Watch(async exchange =>
            {
                await Events(("ADDED", WidgetJson.Of("a", 51)))(exchange);
                await exchange.SendAsync("{\"type\":\"ADDED\",\"object\":{\"metadata\":{\"name\":\"b\"");
                // A reset overtakes what the client has not read yet; here it must have read the whole line.
                await Eventually.HoldsAsync(() => !rig.Changes.IsEmpty, "the first event");
                exchange.Abort();
            })
            .Watch(Events(("ADDED", WidgetJson.Of("b", 52))))
            .Start();
        await rig.UntilAsync(() => rig.Watches.Count == 3, "the third watch");
        Assert.Equal("51", rig.Watches[1].Query["resourceVersion"]);
        Assert.Equal(["Added a", "Added b"], rig.Changes);
        Assert.Equal((0, 1), (rig.Health.DecodeFailures, rig.Health.Restarts));
    }

    [Fact]
    public async Task An_object_that_cannot_be_decoded_is_skipped_and_the_stream_goes_on()
    {
        await using var rig = await WatchRig.CreateAsync();
        rig.List(Listing(50, WidgetJson.Of("a", 10)))
            .Watch(Events(
                ("MODIFIED", WidgetJson.Of("a", 51, size: "wrong")), ("ADDED", WidgetJson.Of("b", 52)),
                ("DELETED", WidgetJson.Of("a", 53, size: "wrong"))))
            .Start();
        await rig.UntilStillAsync(() => rig.Watches.Count == 2, "the second watch");
        Assert.Equal(["Added a", "Added b", "Deleted a"], rig.Changes);
        Assert.Equal("53", rig.Watches[1].Query["resourceVersion"]);
        Assert.Equal(1, rig.Health.DecodeFailures);
        Assert.Single(rig.Lists);
    }

    [Fact]
    public async Task An_oversize_line_ends_the_stream_and_a_list_restores_what_it_said()
    {
        await using var rig = await WatchRig.CreateAsync(new WatchOptions { MaximumLineBytes = 2000 });
        rig.List(Listing(50))
            .Watch(async exchange =>
            {
                await exchange.OpenAsync();
                await exchange.SendAsync(new string(' ', 100_000) + "\n");
                await exchange.HoldAsync();
            })
            .List(Listing(60, WidgetJson.Of("a", 51)))
            .Start();
        await rig.UntilAsync(() => rig.Watches.Count == 2, "the second watch");
        Assert.Equal(["Added a"], rig.Changes);
        Assert.Equal(1, rig.Health.DecodeFailures);
    }

    [Fact]
    public async Task A_line_that_is_not_json_lists_again()
    {
        await using var rig = await WatchRig.CreateAsync();
        rig.List(Listing(50))
            .Watch(async exchange =>
            {
                await exchange.OpenAsync();
                await exchange.SendAsync("\n<html>\n");
                await exchange.HoldAsync();
            })
            .List(Listing(60, WidgetJson.Of("a", 51)))
            .Start();
        await rig.UntilAsync(() => rig.Watches.Count == 2, "the second watch");
        Assert.Equal(["Added a"], rig.Changes);
    }

    [Fact]
    public async Task The_client_ends_a_watch_that_the_server_forgot_to_end()
    {
        await using var rig = await WatchRig.CreateAsync();
        rig.List(Listing(50)).Start();
        await rig.UntilStillAsync(() => rig.Health.Watches == 1, "a silent watch");
        rig.Clock.Advance(TimeSpan.FromSeconds(329));
        Assert.Equal(TimeSpan.FromSeconds(329), rig.Health.LastContactAge);
        Assert.Single(rig.Watches);
        rig.Clock.Advance(TimeSpan.FromSeconds(302));
        await rig.UntilStillAsync(() => rig.Watches.Count == 2, "the second watch");
        Assert.Equal((0, 1), (rig.Health.Restarts, rig.Lists.Count));
    }
}
