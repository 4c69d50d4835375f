using Microsoft.Extensions.Time.Testing;
using MoniTao.Connectivity.Engine;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Probing;
using MoniTao.Operator.Planning;
using MoniTao.Operator.Supervision;
using MoniTao.TestKit.FakeApiServer;

namespace MoniTao.Operator.Tests.Supervision;

/// <summary>The real supervisor and engine on a clock that the test turns; whether the target answers is up to the test.</summary>
internal sealed class SupervisorRig : IAsyncDisposable
{
    /// <summary>A new monitor is probed at once: that probe waits until the test has said what it shall find.</summary>
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private volatile bool _refused;
    private volatile bool _silent;
    private int _probes;

    public SupervisorRig()
    {
        Supervisor = new Supervisor(Clock, ProbeAsync);
        Supervisor.Probed += update => { Last = update; Interlocked.Increment(ref _probes); };
    }

    public FakeTimeProvider Clock { get; } = new(Views.Now);

    public Supervisor Supervisor { get; }

    public MonitorUpdate? Last { get; private set; }

    public void Accept(long generation = 1, MonitorPlan? plan = null) =>
        Supervisor.Accept(Views.Entity(generation), new PlanResult.Planned(plan ?? Views.Plan()));

    /// <summary>Turns the clock until one more probe has ended, with this result.</summary>
    public async Task ProbeAsync(bool refused)
    {
        _refused = refused;
        var before = Volatile.Read(ref _probes);
        _asked.TrySetResult();
        await Eventually.HoldsAsync(() => Volatile.Read(ref _probes) > before, "one more probe", () => Clock.Advance(TimeSpan.FromSeconds(1)));
    }

    /// <summary>From now on no probe ends before it is called off: what is asserted next is not changed by the first probe of a new plan.</summary>
    public void Silence() => _silent = true;

    public ValueTask DisposeAsync() => Supervisor.DisposeAsync();

    private async Task<Observation> ProbeAsync(ProbeSpec spec, CancellationToken cancellation)
    {
        await _asked.Task.WaitAsync(cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_silent)
            await Task.Delay(Timeout.Infinite, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return Views.Seen(spec, Clock.GetUtcNow(), _refused);
    }
}
