using MoniTao.Operator.Reporting;
using MoniTao.Operator.Tests.Supervision;
using MoniTao.TestKit.FakeApiServer;

namespace MoniTao.Operator.Tests.Reporting;

/// <summary>When status is written, and what happens when it can't be.</summary>
public sealed class StatusReporterTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Change_is_written_at_once_and_the_same_again_is_not()
    {
        await using var rig = await ReportingRig.StartAsync();
        rig.Monitors.Accept();
        await rig.Monitors.ProbeAsync(refused: true);
        await Eventually.HoldsAsync(() => rig.Writes is [.., { } last] && (string?)last["verdict"]!["state"] == "Down", "it is written");
        var writes = rig.Writes.Count;

        await rig.Monitors.ProbeAsync(refused: true);
        await rig.Monitors.ProbeAsync(refused: true);
        await Eventually.HoldsAsync(() => rig.Statuses.Depth == 0, "nothing waits");

        Assert.Equal(writes, rig.Writes.Count);
    }

    [Fact]
    public async Task Heartbeat_brings_newer_numbers_after_five_to_six_minutes()
    {
        await using var rig = await ReportingRig.StartAsync();
        rig.Monitors.Accept();
        await rig.Monitors.ProbeAsync(refused: false);
        await Eventually.HoldsAsync(() => rig.Supervised("Up"), "it is noted as written");
        var (writes, written) = (rig.Writes.Count, rig.Monitors.Clock.GetUtcNow());

        await Eventually.HoldsAsync(() => rig.Writes.Count > writes, "the heartbeat", () => rig.Monitors.Clock.Advance(Second));

        Assert.True(rig.Monitors.Clock.GetUtcNow() - written >= Heartbeat.Shortest);
        Assert.NotEqual((string?)rig.Writes[writes - 1]["lastProbeTime"], (string?)rig.Writes[writes]["lastProbeTime"]);
    }

    [Fact]
    public async Task Write_that_the_server_could_not_take_is_delivered_later_with_what_is_known_then()
    {
        var refusals = 3;
        await using var rig = await ReportingRig.StartAsync(exchange => Interlocked.Decrement(ref refusals) >= 0
            ? exchange.FailAsync(503, "etcd has no leader")
            : exchange.ReplyAsync(200, "{}"));
        rig.Monitors.Accept();
        await rig.Monitors.ProbeAsync(refused: true);

        await Eventually.HoldsAsync(() => rig.Supervised("Down"), "it is stored", () => rig.Monitors.Clock.Advance(Second));

        Assert.True(rig.Writes.Count >= 4);
    }

    [Fact]
    public async Task Monitor_that_is_gone_is_not_written_to()
    {
        await using var rig = await ReportingRig.StartAsync(exchange => exchange.FailAsync(404, "not found"));
        rig.Monitors.Accept();
        await Eventually.HoldsAsync(() => rig.Writes.Count >= 1, "the first try");
        rig.Monitors.Supervisor.Remove("web/shop");
        await Eventually.HoldsAsync(() => rig.Statuses.Depth == 0, "nothing waits");
        var tries = rig.Writes.Count;

        rig.Monitors.Clock.Advance(TimeSpan.FromHours(1));
        await Eventually.HoldsAsync(() => rig.Statuses.Depth == 0, "nothing waits");

        Assert.Equal(tries, rig.Writes.Count);
    }
}
