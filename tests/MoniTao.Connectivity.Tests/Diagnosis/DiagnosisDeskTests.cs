using Microsoft.Extensions.Time.Testing;
using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Diagnosis;
using MoniTao.Connectivity.Engine;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Probing;
using MoniTao.Connectivity.Tests.Support;
using MoniTao.Connectivity.Verdicts;

namespace MoniTao.Connectivity.Tests.Diagnosis;

public sealed class DiagnosisDeskTests : IAsyncDisposable
{
    private static readonly DiagnosisReport Report = new(default, default, [], Layer.Tcp, FaultDomain.Target, "c", "n");

    private readonly FakeTimeProvider _time = new(Make.Noon);
    private readonly MonitorEngine _engine;
    private readonly DiagnosisDesk _desk;
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _started;
    private int _told;

    public DiagnosisDeskTests()
    {
        _engine = new MonitorEngine(_time, (spec, _) => Task.FromResult(new Observation { Spec = spec, Target = spec.Target, StartedAt = Make.Noon }), _ => { });
        _desk = new DiagnosisDesk(_engine, _time, DiagnoseAsync, (_, _) => Interlocked.Increment(ref _told));
    }

    [Fact]
    public async Task A_thousand_outages_at_once_are_diagnosed_ten_at_a_time_and_delay_no_probe()
    {
        for (var i = 0; i < 1000; i++)
            _desk.Consider(Down($"ns/m{i}"));
        await Wait.UntilAsync(() => Volatile.Read(ref _started) == DiagnosisDesk.MaximumConcurrency, "the desk to be there");
        Assert.Equal(DiagnosisDesk.MaximumConcurrency, _desk.Running);
        Assert.Equal(1000 - DiagnosisDesk.MaximumConcurrency, _desk.Waiting);
        _gate.SetResult();
        await Wait.UntilAsync(() => Volatile.Read(ref _told) == 1000, "the desk to be there");
    }

    [Fact]
    public async Task An_outage_is_diagnosed_once_and_again_after_ten_minutes()
    {
        _gate.SetResult();
        var update = Down("ns/shop");
        _desk.Consider(update);
        _desk.Consider(update);
        await Wait.UntilAsync(() => Volatile.Read(ref _told) == 1, "the desk to be there");
        _time.Advance(DiagnosisDesk.Interval - TimeSpan.FromSeconds(1));
        _desk.Consider(update);
        Assert.Equal(1, Volatile.Read(ref _started));
        _time.Advance(TimeSpan.FromSeconds(1));
        _desk.Consider(update);
        await Wait.UntilAsync(() => Volatile.Read(ref _told) == 2, "the desk to be there");
    }

    [Fact]
    public async Task What_an_earlier_process_diagnosed_is_not_done_again()
    {
        _gate.SetResult();
        var update = Down("ns/shop");
        _desk.Remember("ns/shop", update.After.Outages.Open!.Start, TimeSpan.FromMinutes(4));
        _desk.Consider(update);
        Assert.Equal(0, Volatile.Read(ref _started));
        _time.Advance(TimeSpan.FromMinutes(6));
        _desk.Consider(update);
        await Wait.UntilAsync(() => Volatile.Read(ref _told) == 1, "the desk to be there");
    }

    [Fact]
    public async Task An_outage_that_ends_while_it_waits_leaves_the_line()
    {
        for (var i = 0; i < DiagnosisDesk.MaximumConcurrency + 1; i++)
            _desk.Consider(Down($"ns/m{i}"));
        await Wait.UntilAsync(() => Volatile.Read(ref _started) == DiagnosisDesk.MaximumConcurrency, "the desk to be there");
        var waiting = Down("ns/late");
        _desk.Consider(waiting);
        _desk.Consider(waiting with { After = MonitorState.Initial(Make.Noon) });
        _desk.Forget("ns/m10");
        _gate.SetResult();
        await Wait.UntilAsync(() => _desk is { Running: 0, Waiting: 0 }, "the desk to be there");
        Assert.Equal(DiagnosisDesk.MaximumConcurrency, Volatile.Read(ref _told));
    }

    public async ValueTask DisposeAsync()
    {
        _gate.TrySetResult();
        await _desk.DisposeAsync();
        await _engine.DisposeAsync();
    }

    private async Task<DiagnosisReport> DiagnoseAsync(MonitorUpdate update, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _started);
        await _gate.Task.WaitAsync(cancellation);
        return Report;
    }

    /// <summary>A monitor that the engine knows to be down; its probe is far off, so nothing else happens to it.</summary>
    private MonitorUpdate Down(string id)
    {
        var plan = Make.Plan(id, cadence: new Cadence { Period = TimeSpan.FromDays(1) });
        var outage = new Outage(Make.Noon, null, "TcpRefused", "TCP", "m");
        var state = MonitorState.Initial(Make.Noon) with
        {
            Verdict = new Verdict(VerdictState.Down, Reasons.TcpRefused, Make.Noon, "m", "h"),
            Last = Make.Probe(Reasons.TcpRefused, Make.Noon),
            Outages = OutageLog.Empty.Begin(outage),
        };
        _engine.Apply(plan, state, spread: true);
        return new MonitorUpdate(plan, state, state);
    }
}
