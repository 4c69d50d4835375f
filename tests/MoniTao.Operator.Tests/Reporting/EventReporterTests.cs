using MoniTao.Operator.Planning;
using MoniTao.Operator.Tests.Supervision;
using MoniTao.TestKit.FakeApiServer;

namespace MoniTao.Operator.Tests.Reporting;

/// <summary>Transitions, and only those.</summary>
public sealed class EventReporterTests
{
    [Fact]
    public async Task Failure_and_recovery_are_told_once_each_with_the_hint_and_the_length()
    {
        await using var rig = await ReportingRig.StartAsync();
        rig.Monitors.Accept();

        for (var i = 0; i < 3; i++)
            await rig.Monitors.ProbeAsync(refused: true);
        await rig.Monitors.ProbeAsync(refused: false);
        await rig.Monitors.ProbeAsync(refused: false);

        Assert.Equal(["Warning TcpRefused", "Normal Recovered"], await rig.EventsAsync(2));
        Assert.Contains(". Start the server", rig.Note(0));
        Assert.EndsWith(". Runbook: https://monitao.io/runbooks/TcpRefused", rig.Note(0), StringComparison.Ordinal);
        Assert.Matches(@", after (\d+m)?\d+s of TcpRefused$", rig.Note(1));
    }

    [Fact]
    public async Task Target_that_comes_and_goes_is_said_so_once_and_not_each_time()
    {
        await using var rig = await ReportingRig.StartAsync();
        rig.Monitors.Accept();

        for (var i = 0; i < 20; i++)
            await rig.Monitors.ProbeAsync(refused: i % 2 == 0);

        var told = await rig.EventsAsync(1, "Flapping");
        Assert.True(rig.Monitors.Last!.After.Flaps.Flapping);
        // what was told before it was known to flap is one series each
        Assert.Equal(["Warning TcpRefused", "Normal Recovered", "Warning Flapping"], told);
    }

    [Fact]
    public async Task Stall_and_its_end_are_told_and_a_restart_does_not_repeat_it()
    {
        await using var rig = await ReportingRig.StartAsync();
        var stalled = new PlanResult.Stalled(StallReason.SecretNotFound, "spec.http: no Secret");

        rig.Monitors.Supervisor.Accept(Views.Entity(), stalled);
        rig.Monitors.Supervisor.Accept(Views.Entity(), stalled);
        rig.Monitors.Accept();
        var already = Views.Entity(uid: "uid-2", status: new() { Verdict = new() { State = "Unknown", Reason = StallReason.SecretNotFound } });
        rig.Monitors.Supervisor.Accept(already, stalled);

        Assert.Equal(["Warning SecretNotFound", "Normal Accepted"], await rig.EventsAsync(2));
    }

    [Fact]
    public async Task Stall_that_comes_again_is_told_again_though_the_status_between_is_not_known_to_be_stored()
    {
        var answered = new TaskCompletionSource();
        var writes = 0;
        await using var rig = await ReportingRig.StartAsync(async exchange =>
        {
            if (Interlocked.Increment(ref writes) > 1)
                await answered.Task;
            await exchange.ReplyAsync(200, "{}");
        });
        var stalled = new PlanResult.Stalled(StallReason.SecretNotFound, "spec.http: no Secret");

        rig.Monitors.Supervisor.Accept(Views.Entity(), stalled);
        await Eventually.HoldsAsync(() => rig.Monitors.Supervisor.Find("web/shop")?.Written is not null, "the stall to be stored");
        rig.Monitors.Accept();
        await Eventually.HoldsAsync(() => Volatile.Read(ref writes) > 1, "its end to be on the way");
        rig.Monitors.Supervisor.Accept(Views.Entity(), stalled);

        await Eventually.HoldsAsync(() => rig.Repetitions == 1, "the second stall to be told");
        answered.SetResult();
        Assert.Equal(["Warning SecretNotFound", "Normal Accepted"], await rig.EventsAsync(2));
    }
}
