using System.Text;
using System.Text.Json.Nodes;
using MoniTao.Operator.Runtime.Events;
using MoniTao.Operator.Runtime.Tests.Support;

namespace MoniTao.Operator.Runtime.Tests.Events;

public sealed class EventRecorderTests
{
    [Fact]
    public async Task An_event_has_all_that_the_server_asks_for()
    {
        await using var rig = (await EventRig.CreateAsync()).Start();
        rig.Record();
        await rig.UntilDeliveredAsync(1);
        var stored = Assert.Single(rig.Events.All());
        Assert.StartsWith("shop.", (string?)stored["metadata"]!["name"]);
        Assert.Equal("2026-01-02T03:04:05.000000Z", (string?)stored["eventTime"]);
        Assert.Equal(
            "events.k8s.io/v1 Event Warning TcpRefused Probe monitao.io/operator replica-1",
            string.Join(' ', new[] { "apiVersion", "kind", "type", "reason", "action", "reportingController", "reportingInstance" }.Select(field => (string?)stored[field])));
        var regarding = JsonNode.Parse("""{"apiVersion":"tests.monitao.io/v1","kind":"Widget","name":"shop","namespace":"web","uid":"uid-shop"}""");
        Assert.True(JsonNode.DeepEquals(regarding, stored["regarding"]));
        Assert.Null(stored["series"]);
    }

    [Fact]
    public async Task The_same_again_with_another_note_counts_up_the_series_by_patch()
    {
        await using var rig = (await EventRig.CreateAsync()).Start();
        rig.Record();
        await rig.UntilDeliveredAsync(1);
        rig.Api.Clock.Advance(TimeSpan.FromMinutes(1));
        rig.Record(note: "refused in 0.7 ms");
        await rig.UntilDeliveredAsync(2);
        rig.Api.Clock.Advance(TimeSpan.FromMinutes(5.9));
        rig.Record();
        await rig.UntilDeliveredAsync(3);
        var stored = Assert.Single(rig.Events.All());
        Assert.Equal(3, (int)stored["series"]!["count"]!);
        Assert.Equal("2026-01-02T03:10:59.000000Z", (string?)stored["series"]!["lastObservedTime"]);
        Assert.Equal("refused in 0.4 ms", (string?)stored["note"]);
        var patch = rig.Api.Server.Requests[^1];
        Assert.Equal(("PATCH", "application/merge-patch+json"), (patch.Verb, patch.ContentType));
        Assert.Equal(["series"], JsonNode.Parse(patch.Body)!.AsObject().Select(field => field.Key));
    }

    [Fact]
    public async Task After_six_quiet_minutes_the_same_is_a_new_event()
    {
        await using var rig = (await EventRig.CreateAsync()).Start();
        rig.Record();
        await rig.UntilDeliveredAsync(1);
        rig.Api.Clock.Advance(TimeSpan.FromMinutes(6));
        rig.Record();
        await rig.UntilDeliveredAsync(2);
        Assert.Equal(2, rig.Events.All().Count);
    }

    [Fact]
    public async Task Another_reason_or_object_is_another_event()
    {
        await using var rig = (await EventRig.CreateAsync()).Start();
        rig.Record();
        rig.Record(reason: "TcpTimedOut");
        rig.Record(regarding: EventRig.Shop with { Name = "bank", Uid = "uid-bank" });
        await rig.UntilDeliveredAsync(3);
        Assert.Equal(3, rig.Events.All().Count);
    }

    [Fact]
    public async Task Repetitions_while_an_event_waits_go_along_with_it()
    {
        await using var rig = await EventRig.CreateAsync();
        for (var i = 0; i < 500; i++)
            rig.Record();
        Assert.Equal((1, 0L), (rig.Recorder.Depth, rig.Recorder.Dropped));
        rig.Start();
        await rig.UntilDeliveredAsync(1);
        Assert.Equal(500, (int)Assert.Single(rig.Events.All())["series"]!["count"]!);
        Assert.Single(rig.Api.Server.Requests);
    }

    [Fact]
    public async Task A_series_whose_event_the_server_has_dropped_goes_on_under_a_new_name()
    {
        await using var rig = (await EventRig.CreateAsync()).Start();
        rig.Record();
        await rig.UntilDeliveredAsync(1);
        var first = (string)rig.Events.All()[0]["metadata"]!["name"]!;
        rig.Events.Delete("web", first);
        rig.Record();
        await rig.UntilDeliveredAsync(2);
        var stored = Assert.Single(rig.Events.All());
        Assert.NotEqual(first, (string?)stored["metadata"]!["name"]);
        Assert.Equal(2, (int)stored["series"]!["count"]!);
    }

    [Fact]
    public async Task An_event_about_a_cluster_scoped_object_lives_in_the_default_namespace()
    {
        await using var rig = (await EventRig.CreateAsync()).Start();
        rig.Record(regarding: new ObjectReference("v1", "Node", "", new string('n', 253), ""));
        await rig.UntilDeliveredAsync(1);
        var stored = Assert.Single(rig.Events.All());
        Assert.Equal("default", (string?)stored["metadata"]!["namespace"]);
        Assert.Equal(253, ((string)stored["metadata"]!["name"]!).Length);
    }

    [Fact]
    public async Task A_long_note_is_cut_to_a_kilobyte_between_characters()
    {
        await using var rig = (await EventRig.CreateAsync()).Start();
        rig.Record(note: "x" + new string('é', 600), reason: new string('R', 200));
        await rig.UntilDeliveredAsync(1);
        var stored = Assert.Single(rig.Events.All());
        var note = (string)stored["note"]!;
        Assert.InRange(Encoding.UTF8.GetByteCount(note), 1020, 1024);
        Assert.EndsWith("é…", note);
        Assert.Equal(128, ((string)stored["reason"]!).Length);
    }

    [Fact]
    public void A_reference_to_an_entity_carries_its_uid() =>
        Assert.Equal(EventRig.Shop, ObjectReference.To(WidgetJson.Entity("shop")));
}
