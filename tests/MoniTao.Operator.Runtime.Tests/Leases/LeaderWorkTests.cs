using Microsoft.Extensions.Logging.Abstractions;
using MoniTao.Operator.Runtime.Leases;
using MoniTao.Operator.Runtime.Tests.Support;
using MoniTao.TestKit.FakeApiServer;

namespace MoniTao.Operator.Runtime.Tests.Leases;

public sealed class LeaderWorkTests
{
    private const string Path = "/apis/coordination.k8s.io/v1/namespaces/ops/leases/monitao";

    private static LeaderElector Elector(ApiRig rig) => new(
        rig.Api,
        new LeaseOptions { Namespace = "ops", Name = "monitao", Identity = "one" },
        rig.Clock,
        NullLogger<LeaderElector>.Instance);

    [Fact]
    public async Task Work_that_ends_by_itself_releases_the_lease()
    {
        await using var rig = await ApiRig.CreateAsync();
        var leases = rig.Server.Store("/apis/coordination.k8s.io/v1", "leases");
        await Elector(rig).RunAsync(_ => Task.CompletedTask, CancellationToken.None);
        Assert.Equal("", (string?)leases.Get("ops", "monitao")!["spec"]!["holderIdentity"]);
    }

    [Fact]
    public async Task What_the_work_throws_comes_out_after_the_release()
    {
        await using var rig = await ApiRig.CreateAsync();
        var leases = rig.Server.Store("/apis/coordination.k8s.io/v1", "leases");
        var error = await Assert.ThrowsAsync<InvalidOperationException>(
            () => Elector(rig).RunAsync(_ => throw new InvalidOperationException("a defect"), CancellationToken.None));
        Assert.Equal("a defect", error.Message);
        Assert.Equal("", (string?)leases.Get("ops", "monitao")!["spec"]!["holderIdentity"]);
    }

    [Fact]
    public async Task A_release_that_fails_does_not_keep_the_process()
    {
        await using var rig = await ApiRig.CreateAsync();
        rig.Server.Store("/apis/coordination.k8s.io/v1", "leases");
        var elector = Elector(rig);
        await elector.RunAsync(
            _ =>
            {
                rig.Server.Rule("GET", Path, exchange => exchange.FailAsync(500, "down"));
                return Task.CompletedTask;
            },
            CancellationToken.None);
        Assert.False(elector.IsLeader);
    }

    [Fact]
    public async Task A_lease_held_by_another_is_left_alone_on_stop()
    {
        await using var rig = await ApiRig.CreateAsync();
        var leases = rig.Server.Store("/apis/coordination.k8s.io/v1", "leases");
        await Elector(rig).RunAsync(
            _ =>
            {
                leases.Put("ops", "monitao", new() { ["holderIdentity"] = "thief" });
                return Task.CompletedTask;
            },
            CancellationToken.None);
        Assert.Equal("thief", (string?)leases.Get("ops", "monitao")!["spec"]!["holderIdentity"]);
    }
}
