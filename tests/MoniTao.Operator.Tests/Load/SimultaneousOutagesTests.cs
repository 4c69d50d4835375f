using System.Collections.Concurrent;
using System.Globalization;
using k8s.Models;
using MoniTao.Connectivity.Diagnosis;
using MoniTao.Connectivity.Engine;
using MoniTao.Connectivity.Guard;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Probing;
using MoniTao.Connectivity.Telemetry;
using MoniTao.Connectivity.Verdicts;
using MoniTao.Operator.Api;
using MoniTao.Operator.Planning;
using MoniTao.Operator.Supervision;
using MoniTao.TestKit.FakeApiServer;

namespace MoniTao.Operator.Tests.Load;

/// <summary>
/// Real hosts that all break at once: the prober suspects itself first, once; then each outage is diagnosed, within the bounds of
/// the desk. <c>tests/soak/outages.sh</c> runs it with 1,000 and judges the times as well.
/// </summary>
public sealed class SimultaneousOutagesTests(ITestOutputHelper output)
{
    private readonly ConcurrentQueue<DiagnosisReport> _reports = new();
    private readonly ConcurrentQueue<(TimeSpan At, Suspicion Suspicion, int Down)> _told = new();
    private readonly Diagnostician _diagnostician = new(TimeProvider.System);
    private readonly long _begin = TimeProvider.System.GetTimestamp();
    private Func<IEnumerable<MonitorView>> _all = () => [];
    private int _running;
    private int _mostAtOnce;

    private static bool Soak => Environment.GetEnvironmentVariable("MONITAO_OUTAGES") is { Length: > 0 };

    private static int Hosts => Soak ? int.Parse(Environment.GetEnvironmentVariable("MONITAO_OUTAGES")!, CultureInfo.InvariantCulture) : 40;

    private TimeSpan Now => TimeProvider.System.GetElapsedTime(_begin);

    [Fact]
    public async Task Hosts_that_break_at_once_are_one_suspicion_and_then_each_is_diagnosed()
    {
        using var prober = new Prober(TimeProvider.System);
        await using var town = new Town(Hosts);
        var guard = new GuardOptions { Hold = TimeSpan.FromSeconds(Soak ? 60 : 3) };
        await using var supervisor = new Supervisor(TimeProvider.System, prober.ProbeAsync, diagnose: DiagnoseAsync, guard: guard);
        _all = () => supervisor.All;
        var scheduled = supervisor.Engine.Scheduler.Lag;
        supervisor.Engine.SuspicionChanged += suspicion => _told.Enqueue((Now, suspicion, Count(VerdictState.Down)));
        for (var i = 0; i < Hosts; i++)
            supervisor.Accept(Entity(i), new PlanResult.Planned(Plan(i, town.Target(i))));
        await UntilAsync(() => Count(VerdictState.Up) == Hosts, "all are up");
        var (slow, broken) = (Slow(scheduled), Now);

        town.Break();
        await UntilAsync(() => !_told.IsEmpty, "the suspicion");
        await UntilAsync(() => _told.Count >= 2, "its end");
        await UntilAsync(() => Count(VerdictState.Down) == Hosts, "all are down");
        var allDown = Now;
        await UntilAsync(() => supervisor.All.All(m => m.Diagnosis is not null), "all are diagnosed");

        Report(broken, allDown, scheduled, slow);
        Assert.Equal([null, SuspicionEnd.HoldOver], _told.Select(t => t.Suspicion.End));
        Assert.Equal(Hosts, _reports.Count);
        Assert.InRange(_mostAtOnce, 1, DiagnosisDesk.MaximumConcurrency);
        Assert.All(supervisor.All, m => Assert.True(m.State.Outages.Open!.Start == m.State.Verdict.Since && m.Diagnosis!.Conclusion.Length > 0));
        Assert.All(Enumerable.Range(0, Hosts), i => Assert.Equal(Town.Reason(i), supervisor.Find($"town/host-{i}")!.State.Verdict.ReasonName));
        if (!Soak)
            return;
        Assert.Equal(slow, Slow(scheduled));
        Assert.True(_reports.Max(r => r.Elapsed) <= Diagnostician.Limit + TimeSpan.FromSeconds(1));
    }

    /// <summary>Probes that started more than a second late, so far.</summary>
    private static long Slow(DurationHistogram lag) => lag.Read().Counts.Skip(Array.IndexOf(DurationHistogram.Bounds, 1.0) + 1).Sum();

    private void Report(TimeSpan broken, TimeSpan allDown, DurationHistogram lag, long slow)
    {
        foreach (var (at, suspicion, down) in _told)
            output.WriteLine($"{(at - broken).TotalSeconds,7:0.0} s after the break: {suspicion}; {down} down");
        output.WriteLine($"{(allDown - broken).TotalSeconds,7:0.0} s: all {Hosts} are down");
        output.WriteLine($"{(Now - broken).TotalSeconds,7:0.0} s: all are diagnosed; {_mostAtOnce} at once, the longest {_reports.Max(r => r.Elapsed).TotalSeconds:0.00} s, the mean {_reports.Average(r => r.Elapsed.TotalSeconds):0.00} s");
        var (counts, sum) = lag.Read();
        output.WriteLine($"{counts.Sum()} probes, {Slow(lag) - slow} more than a second late since the break; mean lag {1000 * sum / counts.Sum():0.0} ms");
        output.WriteLine($"lag: {string.Join(", ", counts.Index().Where(c => c.Item > 0).Select(c => $"≤{(c.Index < DurationHistogram.Bounds.Length ? DurationHistogram.Bounds[c.Index] : double.PositiveInfinity)} s: {c.Item}"))}");
        foreach (var (conclusion, count) in _reports.CountBy(r => r.Conclusion.Split(' ', 2)[1]).OrderByDescending(c => c.Value).Take(4))
            output.WriteLine($"{count,5} × … {conclusion}");
    }

    private async Task<DiagnosisReport> DiagnoseAsync(MonitorUpdate update, CancellationToken cancellation)
    {
        var running = Interlocked.Increment(ref _running);
        int most;
        while ((most = Volatile.Read(ref _mostAtOnce)) < running && Interlocked.CompareExchange(ref _mostAtOnce, running, most) != most)
        {
        }

        try
        {
            var report = await _diagnostician.DiagnoseAsync(update.Plan.Probe, update.After.Last!, update.After.ConnectTimes, trace: true, cancellation);
            _reports.Enqueue(report);
            return report;
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    private int Count(VerdictState state) => _all().Count(m => m.State.Verdict.State == state);

    private static async Task UntilAsync(Func<bool> condition, string what)
    {
        for (var phase = 0; phase < 10 && !condition(); phase++)
        {
            try
            {
                await Eventually.HoldsAsync(condition, what);
            }
            catch (TimeoutException) when (phase < 9)
            {
                // a thousand take minutes
            }
        }
    }

    private static ConnectivityMonitor Entity(int i) => new()
    {
        Metadata = new V1ObjectMeta { Name = $"host-{i}", NamespaceProperty = "town", Uid = $"uid-{i}", Generation = 1 },
    };

    private static MonitorPlan Plan(int i, string target)
    {
        Assert.True(TargetParser.TryParse(target, out var parsed, out var error), error);
        return new MonitorPlan
        {
            Id = $"town/host-{i}",
            Probe = new ProbeSpec { Target = parsed, Timeout = TimeSpan.FromSeconds(5) },
            Cadence = new Cadence { Period = TimeSpan.FromSeconds(Soak ? 20 : 5), Retry = TimeSpan.FromSeconds(Soak ? 2 : 1) },
            ProbeFingerprint = target,
            Fingerprint = target,
        };
    }
}
