using k8s.Models;
using MoniTao.Operator.Runtime.Caching;
using MoniTao.Operator.Runtime.Reconciliation;
using MoniTao.Operator.Runtime.Tests.Support;

namespace MoniTao.Operator.Runtime.Tests.Reconciliation;

public sealed class ReconcileTriggerTests
{
    private static bool Concerns(Action<V1ObjectMeta> before, Action<V1ObjectMeta> after)
    {
        var (previous, now) = (WidgetJson.Entity("a", version: 1), WidgetJson.Entity("a", version: 2));
        before(previous.Metadata);
        after(now.Metadata);
        return ReconcileTrigger.Concerns(new EntityChange<Widget>(EntityChangeKind.Modified, EntityKey.Of(now), now, previous));
    }

    [Fact]
    public void A_new_version_of_status_alone_does_not_concern() =>
        Assert.False(Concerns(
            meta => meta.Labels = new Dictionary<string, string> { ["a"] = "1" },
            meta => meta.Labels = new Dictionary<string, string> { ["a"] = "1" }));

    [Fact]
    public void No_labels_and_empty_labels_are_the_same() =>
        Assert.False(Concerns(_ => { }, meta => meta.Labels = new Dictionary<string, string>()));

    [Fact]
    public void A_new_generation_concerns() => Assert.True(Concerns(_ => { }, meta => meta.Generation = 2));

    [Fact]
    public void A_deletion_mark_concerns() => Assert.True(Concerns(_ => { }, meta => meta.DeletionTimestamp = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc)));

    [Fact]
    public void A_label_that_changed_its_value_concerns() =>
        Assert.True(Concerns(
            meta => meta.Labels = new Dictionary<string, string> { ["a"] = "1" },
            meta => meta.Labels = new Dictionary<string, string> { ["a"] = "2" }));

    [Fact]
    public void An_annotation_that_went_away_concerns() =>
        Assert.True(Concerns(meta => meta.Annotations = new Dictionary<string, string> { ["a"] = "1" }, _ => { }));

    [Fact]
    public void A_kind_without_generations_concerns_with_every_version() =>
        Assert.True(Concerns(meta => meta.Generation = null, meta => meta.Generation = null));

    [Fact]
    public void Arrival_and_departure_always_concern()
    {
        var widget = WidgetJson.Entity("a");
        Assert.True(ReconcileTrigger.Concerns(new EntityChange<Widget>(EntityChangeKind.Added, EntityKey.Of(widget), widget, null)));
        Assert.True(ReconcileTrigger.Concerns(new EntityChange<Widget>(EntityChangeKind.Deleted, EntityKey.Of(widget), widget, widget)));
    }
}
