using Microsoft.Extensions.Time.Testing;
using MoniTao.Benchmarks.Engine;
using MoniTao.Connectivity.Probing;
using MoniTao.Operator.Planning;
using MoniTao.Operator.Supervision;

namespace MoniTao.Benchmarks.Guard;

/// <summary>
/// The operator's supervisor, scheduler and verdicts on a clock that is turned by hand; each probe sees what one real probe saw. So what is
/// counted depends neither on the machine nor on how long it takes.
/// </summary>
internal sealed class TurnedFleet : IAsyncDisposable
{
    private const int MostWaits = 20_000;
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1), Pause = TimeSpan.FromMilliseconds(1);

    public TurnedFleet(Observation seen)
    {
        Clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        Supervisor = new Supervisor(Clock, (_, _) => Task.FromResult(seen with { StartedAt = Clock.GetUtcNow() }));
        Supervisor.Probed += Tally.Add;
    }

    public FakeTimeProvider Clock { get; }

    public Supervisor Supervisor { get; }

    public ProbeTally Tally { get; } = new();

    /// <summary>Plans the monitors by the operator's planner, and accepts them.</summary>
    public async Task AcceptAsync(EngineOptions options, CancellationToken cancellation)
    {
        foreach (var (monitor, plan) in await BenchMonitors.PlanAsync(options, cancellation))
            Supervisor.Accept(monitor, new PlanResult.Planned(plan));
    }

    /// <summary>Turns the clock on; before each step all that the last one set off has ended.</summary>
    /// <param name="span">How far.</param>
    /// <param name="idle">Whether all others that use the clock are done.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task TurnAsync(TimeSpan span, Func<bool> idle, CancellationToken cancellation)
    {
        for (var turned = TimeSpan.Zero; turned < span; turned += Step)
        {
            Clock.Advance(Step);
            var waits = 0;
            do
            {
                if (waits++ == MostWaits)
                    throw new BenchException("the engine does not come to rest");
                await Task.Delay(Pause, cancellation);
            }
            while (Supervisor.Engine.Scheduler is not { InFlight: 0, Waiting: 0 } || !idle());
        }
    }

    public ValueTask DisposeAsync() => Supervisor.DisposeAsync();
}
