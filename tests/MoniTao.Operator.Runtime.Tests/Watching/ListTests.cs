using System.Text.Json.Nodes;
using MoniTao.Operator.Runtime.Caching;
using MoniTao.Operator.Runtime.Tests.Support;
using MoniTao.Operator.Runtime.Watching;
using MoniTao.TestKit.FakeApiServer;

namespace MoniTao.Operator.Runtime.Tests.Watching;

public sealed class ListTests
{
    private static Func<FakeExchange, Task> Page(long version, string? next, params JsonNode[] items) =>
        exchange => exchange.ReplyAsync(200, FakeJson.List(version, items, next));

    private static readonly Func<FakeExchange, Task> CacheIsCold = exchange => exchange.FailAsync(429, "the cache is not ready");

    [Fact]
    public async Task First_list_is_the_servers_cache_as_a_whole_and_every_later_one_is_exact()
    {
        await using var rig = await WatchRig.CreateAsync(new WatchOptions { PageSize = 2 });
        rig.List(Page(50, null, WidgetJson.Of("a", 10), WidgetJson.Of("b", 11), WidgetJson.Of("c", 12)))
            .Watch(exchange => exchange.FailAsync(410, "too old"))
            .List(Page(60, null, WidgetJson.Of("a", 10)))
            .Start();
        await rig.UntilAsync(() => rig.Watches.Count == 2, "the second watch");
        Assert.Equal(["Added a", "Added b", "Added c"], rig.Changes.Take(3));
        Assert.Equal(["resourceVersion=0", "limit=2"], rig.Lists.Select(list => string.Join('&', list.Query.Select(pair => $"{pair.Key}={pair.Value}"))));
        Assert.Equal("50", rig.Watches[0].Query["resourceVersion"]);
    }

    [Fact]
    public async Task Who_knows_something_already_does_not_go_back_to_what_a_cache_may_have()
    {
        await using var first = await WatchRig.CreateAsync();
        first.List(Page(50, null, WidgetJson.Of("a", 10))).Start();
        await first.UntilStillAsync(() => first.Cache.IsSynced, "a synced cache");
        await using var next = await WatchRig.CreateAsync(new WatchOptions(), first.Cache);
        next.List(Page(60, null, WidgetJson.Of("a", 10))).Start();
        await next.UntilStillAsync(() => next.Watches.Count == 1, "a watch");
        Assert.Equal("200", Assert.Single(next.Lists).Query["limit"]);
    }

    [Fact]
    public async Task Answer_that_breaks_off_deletes_nothing_and_the_next_list_is_exact()
    {
        await using var rig = await WatchRig.CreateAsync();
        var whole = FakeJson.List(50, [WidgetJson.Of("a", 10), WidgetJson.Of("b", 11)]);
        rig.List(exchange => exchange.ReplyAsync(200, whole[..^40])).List(Page(60, null, WidgetJson.Of("a", 10), WidgetJson.Of("b", 11))).Start();
        await rig.UntilAsync(() => rig.Watches.Count == 1, "a watch");
        Assert.Equal(["Added a", "Added b"], rig.Changes);
        Assert.Equal("200", rig.Lists[1].Query["limit"]);
        Assert.Equal(1, rig.Health.Restarts);
    }

    [Fact]
    public async Task Pages_are_followed_and_the_watch_starts_at_the_version_of_the_first()
    {
        await using var rig = await WatchRig.CreateAsync(new WatchOptions { PageSize = 2 });
        rig.List(CacheIsCold)
            .List(Page(50, "next page", WidgetJson.Of("a", 10), WidgetJson.Of("b", 11)))
            .List(Page(55, null, WidgetJson.Of("c", 12)))
            .Start();
        await rig.UntilAsync(() => rig.Watches.Count == 1, "a watch");
        Assert.Equal(["Added a", "Added b", "Added c"], rig.Changes);
        Assert.Equal(["2", "2"], rig.Lists.Skip(1).Select(request => request.Query["limit"]));
        Assert.Equal("next page", rig.Lists[2].Query["continue"]);
        Assert.Equal("50", rig.Watches[0].Query["resourceVersion"]);
        Assert.Equal("true", rig.Watches[0].Query["allowWatchBookmarks"]);
        Assert.InRange(int.Parse(rig.Watches[0].Query["timeoutSeconds"]), 300, 600);
        Assert.True(rig.Cache.IsSynced);
        Assert.True(rig.Watcher.FirstAnswer.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Deletions_between_two_lists_are_told_after_the_last_page_only()
    {
        await using var rig = await WatchRig.CreateAsync();
        var betweenPages = new List<string>();
        rig.List(Page(50, null, WidgetJson.Of("a", 10), WidgetJson.Of("b", 11), WidgetJson.Of("c", 12)))
            .Watch(exchange => exchange.FailAsync(410, "too old"))
            .List(Page(60, "2", WidgetJson.Of("c", 12)))
            .List(exchange =>
            {
                betweenPages.AddRange(rig.Changes);
                return Page(60, null, WidgetJson.Of("d", 57))(exchange);
            })
            .Start();
        await rig.UntilAsync(() => rig.Watches.Count == 2, "the second watch");
        Assert.Equal(["Added a", "Added b", "Added c"], betweenPages);
        Assert.Equal(["Added d", "Deleted a", "Deleted b"], rig.Changes.Skip(3).Order());
    }

    [Fact]
    public async Task A_page_that_expired_makes_the_list_start_over_and_loses_nothing()
    {
        await using var rig = await WatchRig.CreateAsync();
        rig.List(CacheIsCold)
            .List(Page(50, "2", WidgetJson.Of("a", 10)))
            .List(exchange => exchange.FailAsync(410, "the continue token is too old"))
            .List(Page(70, "2", WidgetJson.Of("b", 61)))
            .List(Page(70, null, WidgetJson.Of("c", 62)))
            .Start();
        await rig.UntilAsync(() => rig.Watches.Count == 1, "a watch");
        Assert.Equal(["Added a", "Added b", "Added c", "Deleted a"], rig.Changes);
        Assert.Equal("70", rig.Watches[0].Query["resourceVersion"]);
    }

    [Fact]
    public async Task Pages_that_keep_expiring_end_in_one_list_without_pages()
    {
        await using var rig = await WatchRig.CreateAsync();
        rig.List(CacheIsCold);
        for (var i = 0; i < 3; i++)
            rig.List(Page(50, "2", WidgetJson.Of("a", 10))).List(exchange => exchange.FailAsync(410, "too old"));
        rig.List(Page(70, null, WidgetJson.Of("a", 10))).Start();
        await rig.UntilAsync(() => rig.Watches.Count == 1, "a watch");
        Assert.False(rig.Lists[^1].Query.ContainsKey("limit"));
    }

    [Fact]
    public async Task An_object_that_cannot_be_decoded_is_counted_and_skipped_and_its_known_state_is_kept()
    {
        await using var rig = await WatchRig.CreateAsync();
        rig.List(Page(50, null, WidgetJson.Of("a", 10), WidgetJson.Of("b", 11)))
            .Watch(exchange => exchange.FailAsync(410, "too old"))
            .List(Page(60, null, WidgetJson.Of("a", 59, size: "not a number"), new JsonObject(), JsonValue.Create(7), WidgetJson.Of("b", 11)))
            .Start();
        await rig.UntilAsync(() => rig.Watches.Count == 2, "the second watch");
        Assert.Equal(3, rig.Health.DecodeFailures);
        Assert.True(rig.Cache.TryGet(new EntityKey("web", "a"), out var kept));
        Assert.Equal("10", kept.Metadata.ResourceVersion);
        Assert.Contains(rig.Log.Lines, line => line.Contains("web/a"));
    }

    [Fact]
    public async Task Namespace_and_selector_narrow_both_list_and_watch()
    {
        await using var rig = await WatchRig.CreateAsync(new WatchOptions { Namespace = "web", LabelSelector = "app in (x,y)" });
        var path = $"{Widget.GroupVersion}/namespaces/web/widgets";
        rig.Server.Script("GET", path, Page(50, null));
        rig.Start();
        await rig.UntilStillAsync(() => rig.Server.Count("WATCH", path) == 1, "a watch");
        Assert.All(rig.Server.Requests, request => Assert.Equal("app in (x,y)", request.Query["labelSelector"]));
    }

    [Theory]
    [InlineData("<html>proxy</html>")]
    [InlineData("{\"items\":[]}")]
    public async Task An_answer_that_is_no_list_is_an_error_and_not_an_empty_list(string body)
    {
        await using var rig = await WatchRig.CreateAsync();
        rig.List(Page(50, null, WidgetJson.Of("a", 10)))
            .Watch(exchange => exchange.FailAsync(410, "too old"))
            .List(exchange => exchange.ReplyAsync(200, body))
            .List(Page(60, null, WidgetJson.Of("a", 10)))
            .Start();
        await rig.UntilAsync(() => rig.Watches.Count == 2, "the second watch");
        Assert.Equal(["Added a"], rig.Changes);
        Assert.Equal(1, rig.Health.Restarts);
    }

    [Fact]
    public async Task Entities_are_read_with_enums_and_unknown_fields_and_kept_without_managed_fields()
    {
        await using var rig = await WatchRig.CreateAsync();
        rig.List(Page(50, null, WidgetJson.Of("a", 10, size: 7))).Start();
        await rig.UntilStillAsync(() => rig.Cache.IsSynced, "a synced cache");
        var widget = Assert.Single(rig.Cache.Entities);
        Assert.Equal((7, WidgetColor.Green), (widget.Spec.Size, widget.Spec.Color));
        Assert.Null(widget.Metadata.ManagedFields);
        Assert.Equal(2026, widget.Metadata.CreationTimestamp!.Value.Year);
    }
}
