using MoniTao.Connectivity.Verdicts;
using MoniTao.Operator.Api.Status;
using MoniTao.Operator.Planning;
using MoniTao.Operator.Supervision;

namespace MoniTao.Operator.Tests.Supervision;

public sealed class SupervisorTests
{
    [Fact]
    public async Task Unchanged_monitor_raises_nothing_and_keeps_its_state()
    {
        await using var rig = new SupervisorRig();
        var raised = 0;
        rig.Supervisor.Accepted += (_, _) => raised++;
        rig.Accept();
        await rig.ProbeAsync(refused: true);
        var before = rig.Supervisor.Find("web/shop")!.State;

        rig.Accept();

        Assert.Equal(1, raised);
        Assert.Same(before, rig.Supervisor.Find("web/shop")!.State);
    }

    [Fact]
    public async Task Changed_cadence_keeps_the_verdict_and_a_changed_target_does_not()
    {
        await using var rig = new SupervisorRig();
        rig.Accept();
        await rig.ProbeAsync(refused: true);
        rig.Silence();

        rig.Accept(2, Views.Plan() with { Fingerprint = "b" });
        var cadence = rig.Supervisor.Find("web/shop")!;
        rig.Accept(3, Views.Plan(fingerprint: "c"));
        var target = rig.Supervisor.Find("web/shop")!;

        Assert.Equal(VerdictState.Down, cadence.State.Verdict.State);
        Assert.Equal(2, cadence.Entity.Metadata.Generation);
        Assert.Equal(VerdictState.Unknown, target.State.Verdict.State);
        Assert.NotNull(Assert.Single(target.State.Outages.Entries).End);
    }

    [Fact]
    public async Task Namesake_with_another_uid_is_another_monitor()
    {
        await using var rig = new SupervisorRig();
        rig.Accept();
        await rig.ProbeAsync(refused: true);
        rig.Supervisor.MarkWritten("web/shop", "uid-1", new ConnectivityMonitorStatus());

        rig.Supervisor.Accept(Views.Entity(uid: "uid-2"), new PlanResult.Planned(Views.Plan()));
        rig.Supervisor.MarkWritten("web/shop", "uid-1", new ConnectivityMonitorStatus());

        var namesake = rig.Supervisor.Find("web/shop")!;
        Assert.Equal(VerdictState.Unknown, namesake.State.Verdict.State);
        Assert.Empty(namesake.State.Outages.Entries);
        Assert.Null(namesake.Written);
    }

    [Fact]
    public async Task Stalled_monitor_is_probed_no_more_and_its_outage_ends()
    {
        await using var rig = new SupervisorRig();
        rig.Accept();
        await rig.ProbeAsync(refused: true);

        rig.Supervisor.Accept(Views.Entity(2), new PlanResult.Stalled(StallReason.InvalidSpec, "spec.target: no"));

        Assert.Equal(0, rig.Supervisor.Engine.Scheduler.Owned);
        Assert.NotNull(Assert.Single(rig.Supervisor.Find("web/shop")!.State.Outages.Entries).End);
    }

    [Fact]
    public async Task Open_outage_of_an_unknown_monitor_ends_when_it_is_suspended_and_the_date_stays()
    {
        await using var rig = new SupervisorRig();
        var status = new ConnectivityMonitorStatus
        {
            ObservedGeneration = 1,
            Verdict = new VerdictStatus { State = "Unknown", Since = Views.Now.AddHours(-2) },
            Outages = [new OutageStatus { Start = Views.Now.AddHours(-3), Reason = "TcpRefused" }],
        };

        rig.Supervisor.Accept(Views.Entity(status: status), new PlanResult.Suspended());

        var state = rig.Supervisor.Find("web/shop")!.State;
        Assert.Equal(Views.Now.AddHours(-2), state.Verdict.Since);
        Assert.NotNull(Assert.Single(state.Outages.Entries).End);
    }

    [Fact]
    public async Task Removed_and_cleared_monitors_are_gone_with_their_probes()
    {
        await using var rig = new SupervisorRig();
        rig.Accept();

        Assert.True(rig.Supervisor.Remove("web/shop"));
        Assert.False(rig.Supervisor.Remove("web/shop"));
        rig.Accept();
        rig.Supervisor.Clear();

        Assert.Empty(rig.Supervisor.All);
        Assert.Equal(0, rig.Supervisor.Engine.Scheduler.Owned);
    }

    [Fact]
    public async Task What_is_told_of_an_accepted_monitor_is_what_was_stored_before_however_soon_its_status_is_written()
    {
        await using var rig = new SupervisorRig();
        var stalled = new PlanResult.Stalled(StallReason.SecretNotFound, "spec.http: no Secret");
        var written = new List<ConnectivityMonitorStatus?>();
        rig.Supervisor.Accepted += (_, after) => written.Add(after.Written);
        using var end = new CancellationTokenSource();
        var writing = Task.Run(
            () =>
            {
                while (!end.IsCancellationRequested)
                    rig.Supervisor.MarkWritten("web/shop", "uid-1", new ConnectivityMonitorStatus());
            },
            CancellationToken.None);

        for (var i = 0; i < 20_000; i++)
        {
            rig.Supervisor.Accept(Views.Entity(), stalled);
            rig.Supervisor.Remove("web/shop");
        }
        await end.CancelAsync();
        await writing;

        Assert.Equal(20_000, written.Count);
        Assert.All(written, Assert.Null);
    }
}
