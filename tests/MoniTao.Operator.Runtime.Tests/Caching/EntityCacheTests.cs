using MoniTao.Operator.Runtime.Caching;
using MoniTao.Operator.Runtime.Tests.Support;

namespace MoniTao.Operator.Runtime.Tests.Caching;

public sealed class EntityCacheTests
{
    private readonly EntityCache<Widget> _cache = new();
    private readonly List<EntityChange<Widget>> _changes = [];

    public EntityCacheTests() => _cache.Changed += _changes.Add;

    [Fact]
    public void A_change_carries_the_state_before_and_its_generation()
    {
        _cache.Set(WidgetJson.Entity("a", version: 1, generation: 3));
        _cache.Set(WidgetJson.Entity("a", version: 2, generation: 4));
        Assert.Equal([EntityChangeKind.Added, EntityChangeKind.Modified], _changes.Select(change => change.Kind));
        Assert.Equal((3, 4), (_changes[1].Previous!.Metadata.Generation, _changes[1].Entity.Metadata.Generation));
    }

    [Fact]
    public void The_same_version_again_is_no_change()
    {
        _cache.Set(WidgetJson.Entity("a"));
        _cache.Set(WidgetJson.Entity("a"));
        Assert.Single(_changes);
    }

    [Fact]
    public void What_nobody_reads_is_not_kept()
    {
        var entity = WidgetJson.Entity("a");
        entity.Metadata.ManagedFields = [new()];
        entity.Metadata.Annotations = new Dictionary<string, string> { ["kubectl.kubernetes.io/last-applied-configuration"] = "{}", ["mine"] = "stays" };
        _cache.Set(entity);

        Assert.Null(entity.Metadata.ManagedFields);
        Assert.Equal(["mine"], entity.Metadata.Annotations.Keys);
    }

    [Fact]
    public void A_new_state_is_thinned_by_the_one_before_and_a_first_one_is_not()
    {
        var thinned = new List<(string, string)>();
        var cache = new EntityCache<Widget> { Thin = (fresh, before) => thinned.Add((fresh.Metadata.ResourceVersion, before.Metadata.ResourceVersion)) };
        cache.Set(WidgetJson.Entity("a", version: 1));
        cache.Set(WidgetJson.Entity("a", version: 2));
        cache.Set(WidgetJson.Entity("a", version: 3, uid: "another"));
        Assert.Equal([("2", "1")], thinned);
    }

    [Fact]
    public void A_namesake_with_another_uid_is_a_deletion_and_a_new_object()
    {
        _cache.Set(WidgetJson.Entity("a", uid: "old"));
        _cache.Set(WidgetJson.Entity("a", version: 9, uid: "new"));
        Assert.Equal(["Added old", "Deleted old", "Added new"], _changes.Select(change => $"{change.Kind} {change.Entity.Metadata.Uid}"));
        Assert.Null(_changes[2].Previous);
    }

    [Fact]
    public void Removing_what_is_not_there_says_nothing()
    {
        _cache.Remove(new EntityKey("web", "a"));
        Assert.Empty(_changes);
    }

    [Fact]
    public void A_subscriber_sees_the_cache_as_it_is_after_the_change()
    {
        var seen = new List<bool>();
        _cache.Changed += change => seen.Add(_cache.TryGet(change.Key, out _));
        _cache.Set(WidgetJson.Entity("a"));
        _cache.Remove(new EntityKey("web", "a"));
        Assert.Equal([true, false], seen);
        Assert.Equal((0, 0), (_cache.Count, _cache.Keys.Count));
    }

    [Fact]
    public void Keys_read_as_kubectl_prints_them()
    {
        Assert.Equal("web/a", EntityKey.Of(WidgetJson.Entity("a")).ToString());
        Assert.Equal("node-1", new EntityKey("", "node-1").ToString());
    }
}
