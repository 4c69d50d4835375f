using Microsoft.Extensions.Time.Testing;
using MoniTao.Operator.Supervision;
using MoniTao.TestKit.FakeApiServer;

namespace MoniTao.Operator.Tests.Supervision;

/// <summary>A clock that waits for the probes.</summary>
internal static class TurnedClock
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(0.5);

    /// <summary>Turns the clock of a supervisor until the condition holds; no probe is overtaken by it.</summary>
    public static Task TurnUntilAsync(this FakeTimeProvider clock, Supervisor supervisor, Func<bool> condition, string what) =>
        Eventually.HoldsAsync(condition, what, () =>
        {
            if (supervisor.Engine.Scheduler.InFlight == 0)
                clock.Advance(Step);
        });
}
