using Microsoft.Extensions.Time.Testing;
using MoniTao.Connectivity.Diagnosis;
using MoniTao.Connectivity.Engine;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Verdicts;
using MoniTao.Operator.Planning;
using MoniTao.Operator.Supervision;
using MoniTao.TestKit.FakeApiServer;

namespace MoniTao.Operator.Tests.Supervision;

/// <summary>A diagnosis lasts seconds, and its monitor may be gone in the moment in which it ends.</summary>
public sealed class LateDiagnosisTests : IAsyncDisposable
{
    private static readonly DiagnosisReport Report = new(default, default, [], Layer.Tcp, FaultDomain.Target, "c", "n");

    private readonly FakeTimeProvider _clock = new(Views.Now);
    private readonly Supervisor _supervisor;
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Action _lastMoment = () => { };
    private bool _refused = true;
    private int _told;
    private int _ended;

    public LateDiagnosisTests()
    {
        _supervisor = new Supervisor(_clock, (spec, _) => Task.FromResult(Views.Seen(spec, _clock.GetUtcNow(), _refused)), diagnose: DiagnoseAsync);
        _supervisor.Diagnosed += _ => Interlocked.Increment(ref _told);
    }

    public ValueTask DisposeAsync() => _supervisor.DisposeAsync();

    [Fact]
    public async Task A_diagnosis_of_the_outage_that_lasts_is_shown_until_it_ends()
    {
        await DownAsync("uid-1");
        await EndAsync();
        Assert.Same(Report, _supervisor.Find("web/shop")!.Diagnosis);

        _refused = false;
        await UntilAsync(VerdictState.Up);
        Assert.Null(_supervisor.Find("web/shop")!.Diagnosis);
    }

    [Fact]
    public async Task Deletion_in_the_very_moment_leaves_nothing_behind()
    {
        await DownAsync("uid-1");
        _lastMoment = () => _supervisor.Remove("web/shop");
        await EndAsync();
        _lastMoment = () => { };

        Assert.Equal((0, 0), (_told, _supervisor.All.Count()));
        _supervisor.Accept(Views.Entity(uid: "uid-1"), new PlanResult.Planned(Views.Plan()));
        Assert.Null(_supervisor.Find("web/shop")!.Diagnosis);
    }

    [Fact]
    public async Task A_namesake_that_is_down_too_is_not_given_the_findings_about_the_deleted_one()
    {
        await DownAsync("uid-1");
        _supervisor.Remove("web/shop");
        _clock.Advance(TimeSpan.FromSeconds(30));
        _supervisor.Accept(Views.Entity(uid: "uid-2"), new PlanResult.Planned(Views.Plan()));
        await UntilAsync(VerdictState.Down);
        Assert.Equal(0, _ended); // the first one still runs
        _gate.SetResult();
        await Eventually.HoldsAsync(() => Volatile.Read(ref _ended) == 2, "both diagnoses have ended");
        await Eventually.HoldsAsync(() => Volatile.Read(ref _told) == 1, "the second one is told");

        Assert.Equal(1, _told);
    }

    [Fact]
    public async Task An_outage_that_ended_meanwhile_is_not_explained_any_more()
    {
        await DownAsync("uid-1");
        _refused = false;
        await UntilAsync(VerdictState.Up);
        await EndAsync();

        Assert.Equal(0, _told);
        Assert.Null(_supervisor.Find("web/shop")!.Diagnosis);
    }

    private async Task DownAsync(string uid)
    {
        _supervisor.Accept(Views.Entity(uid: uid), new PlanResult.Planned(Views.Plan()));
        await UntilAsync(VerdictState.Down);
        await _asked.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    private Task UntilAsync(VerdictState state) => Eventually.HoldsAsync(
        () => _supervisor.Find("web/shop")!.State.Verdict.State == state, $"{state}", () => _clock.Advance(TimeSpan.FromSeconds(1)));

    /// <summary>Lets the diagnosis end; its seat is free again only after what it found was taken or left.</summary>
    private async Task EndAsync()
    {
        _gate.SetResult();
        await Eventually.HoldsAsync(() => Volatile.Read(ref _ended) == 1, "the diagnosis has ended");
        await Eventually.HoldsAsync(() => _supervisor.Find("web/shop") is not { State.Verdict.State: VerdictState.Down, Diagnosis: null }, "it is shown, or nothing is to be shown");
    }

    private async Task<DiagnosisReport> DiagnoseAsync(MonitorUpdate update, CancellationToken cancellation)
    {
        _asked.TrySetResult();
        await _gate.Task.WaitAsync(cancellation);
        _lastMoment();
        Interlocked.Increment(ref _ended);
        return Report;
    }
}
