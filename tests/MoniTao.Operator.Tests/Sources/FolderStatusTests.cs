using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;
using MoniTao.Connectivity.Verdicts;
using MoniTao.Operator.Planning;
using MoniTao.Operator.Sources;
using MoniTao.Operator.Tests.Commands;

namespace MoniTao.Operator.Tests.Sources;

public sealed class FolderStatusTests : IDisposable
{
    private readonly Folder _folder = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_confirmed_verdict_is_written_beside_the_manifest_and_no_temporary_file_is_left()
    {
        _folder.Write("shop.yaml", Manifests.Monitor("shop"));
        await using var rig = new FolderRig(_folder, _time);
        await rig.TickAsync();

        await rig.UntilAsync("web/shop", VerdictState.Down);

        var status = Assert.Single(await StoredAsync());
        Assert.Equal(("web/shop", 1L, "TcpRefused", "Down"), (status.Id, status.Generation, status.Status.Verdict?.Reason, status.Status.Verdict?.State));
        Assert.Contains(status.Status.Conditions, condition => condition is { Type: "Refused", Status: "True" });
        Assert.Equal(["shop.status.yaml", "shop.yaml"], Directory.EnumerateFiles(_folder.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task An_open_outage_goes_on_after_a_restart_and_nothing_is_written_anew()
    {
        _folder.Write("shop.yaml", Manifests.Monitor("shop"));
        await using (var first = new FolderRig(_folder, _time))
        {
            await first.TickAsync();
            await first.UntilAsync("web/shop", VerdictState.Down);
        }

        var before = Assert.Single((await StoredAsync())[0].Status.Outages);
        _time.Advance(TimeSpan.FromHours(1));

        await using var second = new FolderRig(_folder, _time);
        await second.TickAsync();

        var state = second.Supervisor.Find("web/shop")!.State;
        Assert.Equal((VerdictState.Down, before.Start), (state.Verdict.State, state.Outages.Open?.Start));
        Assert.Equal(0, second.Store.Writes);
    }

    [Fact]
    public async Task A_spec_that_changed_between_two_runs_is_another_generation_and_is_probed_anew()
    {
        _folder.Write("shop.yaml", Manifests.Monitor("shop"));
        await using (var first = new FolderRig(_folder, _time))
        {
            await first.TickAsync();
            await first.UntilAsync("web/shop", VerdictState.Down);
        }

        _folder.Write("shop.yaml", Manifests.Monitor("shop", "tcp://127.0.0.1:2"));
        await using var second = new FolderRig(_folder, _time);
        await second.TickAsync();

        Assert.Equal(2, second.Supervisor.Find("web/shop")!.Entity.Metadata.Generation);
        await second.UntilAsync("web/shop", VerdictState.Down);
        Assert.Equal(2, Assert.Single(await StoredAsync()).Status.ObservedGeneration);
    }

    [Fact]
    public async Task A_steady_state_is_written_at_the_heartbeat_only()
    {
        _folder.Write("shop.yaml", Manifests.Monitor("shop"));
        await using var rig = new FolderRig(_folder, _time);
        await rig.TickAsync();
        await rig.UntilAsync("web/shop", VerdictState.Down);
        var writes = rig.Store.Writes;

        for (var second = 0; second < 250; second++)
        {
            await rig.PassAsync(TimeSpan.FromSeconds(1));
            await rig.TickAsync();
        }

        Assert.Equal(writes, rig.Store.Writes);
        await rig.PassAsync(TimeSpan.FromSeconds(60));
        await rig.TickAsync();
        Assert.Equal(writes + 1, rig.Store.Writes);
    }

    [Theory]
    [InlineData("not: [yaml")]
    [InlineData("apiVersion: monitao.io/v1alpha1\nkind: ConnectivityMonitor\nmetadata: {name: shop, namespace: web, generation: soon}\nstatus: {verdict: 5, outages: [x, null], unknown: {a: b}}\n")]
    [InlineData("[]")]
    public async Task A_damaged_status_file_is_no_obstacle(string damaged)
    {
        _folder.Write("shop.yaml", Manifests.Monitor("shop"));
        _folder.Write("shop.status.yaml", damaged);
        await using var rig = new FolderRig(_folder, _time);
        await rig.TickAsync();

        await rig.UntilAsync("web/shop", VerdictState.Down);

        Assert.Equal("TcpRefused", Assert.Single(await StoredAsync()).Status.Verdict?.Reason);
    }

    [Fact]
    public async Task A_folder_that_can_not_be_written_to_stops_nothing()
    {
        _folder.Write("shop.yaml", Manifests.Monitor("shop"));
        Directory.CreateDirectory(_folder.At(".shop.status.yaml.tmp")); // root may write anywhere, but not a file over a folder
        await using var rig = new FolderRig(_folder, _time);
        await rig.TickAsync();

        await rig.UntilAsync("web/shop", VerdictState.Down);
        Assert.Equal(0, rig.Store.Writes);

        Directory.Delete(_folder.At(".shop.status.yaml.tmp"));
        await rig.PassAsync(TimeSpan.FromSeconds(31));
        await rig.TickAsync();
        Assert.Equal(1, rig.Store.Writes);
    }

    [Fact]
    public async Task An_unchanged_monitor_is_not_disturbed_by_a_reload_and_a_removed_one_is_gone()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        _folder.Write("a.yaml", Manifests.Monitor("up", $"tcp://{server.LocalEndpoint}"));
        _folder.Write("b.yaml", Manifests.Monitor("gone"));
        await using var rig = new FolderRig(_folder, _time);
        var accepted = new List<string>();
        await rig.TickAsync();
        await rig.UntilAsync("web/up", VerdictState.Up);
        rig.Supervisor.Accepted += (_, monitor) => accepted.Add(monitor.Id);

        _folder.Write("a.yaml", "# a comment\n" + Manifests.Monitor("up", $"tcp://{server.LocalEndpoint}"));
        File.Delete(_folder.At("b.yaml"));
        _folder.Write("c.yaml", Manifests.Monitor("new"));
        await rig.TickAsync();

        Assert.Equal(["web/new"], accepted);
        Assert.Equal(VerdictState.Up, rig.Supervisor.Find("web/up")?.State.Verdict.State);
        Assert.Null(rig.Supervisor.Find("web/gone"));
    }

    [Fact]
    public async Task A_missing_secret_stalls_a_monitor_until_it_appears_and_its_content_is_in_no_file_of_ours()
    {
        _folder.Write("shop.yaml", Manifests.Monitor("shop", "http://127.0.0.1:1", ", http: {bearerTokenSecretRef: {name: api}}"));
        await using var rig = new FolderRig(_folder, _time);
        await rig.TickAsync();
        Assert.Equal(StallReason.SecretNotFound, Assert.IsType<PlanResult.Stalled>(rig.Supervisor.Find("web/shop")!.Plan).Reason);

        _folder.Write("secrets.yaml", Manifests.Secret("api", "hunter2-hunter2"));
        await rig.TickAsync();
        var first = Assert.IsType<PlanResult.Planned>(rig.Supervisor.Find("web/shop")!.Plan).Plan;
        _folder.Write("secrets.yaml", Manifests.Secret("api", "another-one"));
        await rig.TickAsync();
        var second = Assert.IsType<PlanResult.Planned>(rig.Supervisor.Find("web/shop")!.Plan).Plan;
        await rig.UntilAsync("web/shop", VerdictState.Down);

        Assert.NotEqual(first.Fingerprint, second.Fingerprint);
        Assert.Equal("Bearer another-one", second.Probe.Http.Authorization?.Reveal());
        Assert.DoesNotContain("another-one", _folder.Read("shop.status.yaml"), StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.At("secrets.status.yaml")));
    }

    private Task<IReadOnlyList<FolderStatus>> StoredAsync() => FolderStatusFile.ReadAsync(_folder.At("shop.status.yaml"), TestContext.Current.CancellationToken);
}
