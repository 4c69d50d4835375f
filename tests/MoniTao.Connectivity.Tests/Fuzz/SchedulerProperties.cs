using System.Collections.Concurrent;
using CsCheck;
using Microsoft.Extensions.Time.Testing;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Scheduling;

namespace MoniTao.Connectivity.Tests.Fuzz;

/// <summary>Any order of taking over, letting go and passing time, with probes that end when they like.</summary>
public sealed class SchedulerProperties
{
    private static readonly TimeSpan LongestPeriod = TimeSpan.FromSeconds(20);

    private static readonly Gen<(Step Step, int Monitor, int Seconds)[]> Stories = Gen.Select(
        Gen.Frequency((3, Step.Own), (1, Step.OwnSpread), (2, Step.Release), (4, Step.Advance), (3, Step.End)), Gen.Int[0, 3], Gen.Int[1, 30]).Array[1, 60];

    private enum Step
    {
        Own,
        OwnSpread,
        Release,
        Advance,
        End,
    }

    [Fact]
    public Task No_monitor_has_two_probes_at_once_and_none_is_lost() => Property.HoldsAsync(
        Gen.Select(Stories, Gen.Int[1, 4]), async story =>
        {
            await using var rig = new Rig(story.Item2);
            for (var i = 0; i < story.Item1.Length; i++)
                await rig.DoAsync(story.Item1[i], version: $"{i}");
            await rig.RunOnAsync();

            Assert.Empty(rig.Overlaps);
            Assert.Equal(rig.Owned.Count, rig.Scheduler.Owned);
            Assert.All(rig.Owned, owned => Assert.Equal(owned.Value, rig.LastVersion.GetValueOrDefault(owned.Key)));
        }, tries: 150);

    /// <summary>Probes that end when told to, called off or not: a socket does not always let go at once.</summary>
    private sealed class Rig : IAsyncDisposable
    {
        private readonly FakeTimeProvider _time = new();
        private readonly ConcurrentDictionary<string, TaskCompletionSource<TimeSpan?>> _running = new();
        private readonly int _most;

        public Rig(int atOnce)
        {
            Scheduler = new Scheduler(_time, new SchedulerOptions { MaximumConcurrency = atOnce }, ProbeAsync);
            _most = atOnce;
        }

        public Scheduler Scheduler { get; }

        public ConcurrentQueue<string> Overlaps { get; } = new();

        public Dictionary<string, string> Owned { get; } = [];

        public ConcurrentDictionary<string, string> LastVersion { get; } = new();

        public async Task DoAsync((Step Step, int Monitor, int Seconds) step, string version)
        {
            var id = $"m{step.Monitor}";
            switch (step.Step)
            {
                case Step.Own or Step.OwnSpread:
                    Owned[id] = version;
                    Scheduler.Own(Make.Plan(id, cadence: ScheduleRig.Every(5 + (step.Seconds / 2)), version: version) with { Fingerprint = version }, step.Step == Step.OwnSpread);
                    break;
                case Step.Release:
                    Assert.Equal(Owned.Remove(id), Scheduler.Release(id));
                    break;
                case Step.Advance:
                    _time.Advance(TimeSpan.FromSeconds(step.Seconds));
                    break;
                default:
                    await EndAsync(id);
                    break;
            }

            Assert.InRange(Scheduler.InFlight, 0, _most);
        }

        /// <summary>Ends what runs and lets more than a period pass: whoever is owned must have had its turn with its last plan.</summary>
        public async Task RunOnAsync()
        {
            for (var passed = TimeSpan.Zero; passed < 3 * LongestPeriod; passed += TimeSpan.FromSeconds(1))
            {
                await Wait.UntilAsync(IsQuiet, "the probes have ended", EndAll);
                _time.Advance(TimeSpan.FromSeconds(1));
            }

            await Wait.UntilAsync(IsQuiet, "the last probes have ended", EndAll);
        }

        public async ValueTask DisposeAsync()
        {
            var stopping = Scheduler.DisposeAsync();
            await Wait.UntilAsync(() => stopping.IsCompleted, "the scheduler has stopped", EndAll);
            await stopping;
        }

        private Task<TimeSpan?> ProbeAsync(MonitorPlan plan, CancellationToken cancellation)
        {
            var end = new TaskCompletionSource<TimeSpan?>(TaskCreationOptions.RunContinuationsAsynchronously);
            LastVersion[plan.Id] = plan.Fingerprint;
            if (_running.TryAdd(plan.Id, end))
                return end.Task;
            Overlaps.Enqueue(plan.Id);
            return Task.FromResult<TimeSpan?>(null);
        }

        private async Task EndAsync(string id)
        {
            if (!_running.TryRemove(id, out var end))
                return;
            var before = Scheduler.InFlight;
            end.SetResult(null);
            await Task.Yield();
            Assert.InRange(Scheduler.InFlight, 0, Math.Max(before, _most));
        }

        /// <summary>Asked twice, with the lock between: while one end starts the next probe, none is in flight for a moment.</summary>
        private bool IsQuiet() => Scheduler.InFlight == 0 && Scheduler.Owned >= 0 && Scheduler.InFlight == 0;

        private void EndAll()
        {
            foreach (var id in _running.Keys)
            {
                if (_running.TryRemove(id, out var end))
                    end.SetResult(null);
            }
        }
    }
}
