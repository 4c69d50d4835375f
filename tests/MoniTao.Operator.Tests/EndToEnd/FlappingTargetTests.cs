using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using MoniTao.Connectivity.Probing;
using MoniTao.Connectivity.Verdicts;
using MoniTao.Operator.Api;
using MoniTao.Operator.Planning;
using MoniTao.Operator.Reporting;
using MoniTao.Operator.Runtime.Api;
using MoniTao.Operator.Runtime.Events;
using MoniTao.Operator.Runtime.Hosting;
using MoniTao.Operator.Runtime.Status;
using MoniTao.Operator.Supervision;
using MoniTao.Operator.Tests.EndToEnd.Support;
using MoniTao.Operator.Tests.Planning;
using MoniTao.Operator.Tests.Supervision;
using MoniTao.TestKit.ApiServers;

namespace MoniTao.Operator.Tests.EndToEnd;

/// <summary>A real server that fails each fifth request, the real engine on a clock that is turned, the real API server.</summary>
public sealed class FlappingTargetTests(ApiServerFixture fixture, ITestOutputHelper output)
{
    private const string Good = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    private const string Bad = "HTTP/1.1 500 Oops\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

    [Fact]
    public async Task One_of_five_failing_is_one_event_and_a_restart_neither_repeats_it_nor_writes()
    {
        var server = await fixture.GetAsync();
        var space = await MonitorSpace.CreateAsync(server, output);
        var asked = 0;
        await using var target = new TargetPort(_ => Interlocked.Increment(ref asked) % 5 == 0 ? Bad : Good).Open();
        await space.ApplyAsync("flaky", $"target: '{target.Http}', periodSeconds: 5, retrySeconds: 1");
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());

        await using (var first = await Term.BeginAsync(server, await space.GetAsync("flaky"), clock))
        {
            await first.ProbeAsync(100);
            Assert.Equal(VerdictState.Up, first.State.Verdict.State);
            Assert.Empty(first.State.Outages.Entries);
            await space.WaitAsync("flaky", "the condition is written", m => m.Condition("Flapping") == "True/ComesAndGoes");
            await space.WaitAsync("the event is stored", async () => (await space.EventsAsync("flaky")).Count > 0);
        }

        var before = await space.GetAsync("flaky");
        await using (var second = await Term.BeginAsync(server, before, clock))
        {
            await second.ProbeAsync(30);
            Assert.True(second.State.Flaps.Flapping);
        }

        Assert.True(asked >= 130);
        Assert.Equal(["Flapping"], await space.EventsAsync("flaky"));
        var after = await space.GetAsync("flaky");
        Assert.True(StatusSubstance.IsSame(after.Status!, before.Status), "nothing but a heartbeat was written");
        Assert.Equal(before.Status!.Conditions.Single(c => c.Type == "Flapping"), after.Status!.Conditions.Single(c => c.Type == "Flapping"));
    }

    /// <summary>One life of the operator, from the monitor as it is stored to the end of its writes.</summary>
    private sealed class Term : IAsyncDisposable
    {
        private readonly FakeTimeProvider _clock;
        private readonly Prober _prober = new(TimeProvider.System);
        private readonly Supervisor _supervisor;
        private readonly KubernetesConnection _connection;
        private readonly EventReporter _events;
        private readonly StatusReporter _statuses;
        private readonly CancellationTokenSource _stop = new();
        private readonly Task _running;
        private int _probes;

        private Term(ApiServer server, FakeTimeProvider clock)
        {
            _clock = clock;
            _supervisor = new Supervisor(clock, _prober.ProbeAsync);
            _supervisor.Probed += _ => Interlocked.Increment(ref _probes);
            _connection = KubernetesConnection.Open(new KubernetesConnectionOptions { KubeconfigPath = server.KubeconfigPath });
            var api = new KubernetesApi(_connection.Client, TimeProvider.System);
            var recorder = new EventRecorder(api, new EventOptions(), TimeProvider.System, NullLogger<EventRecorder>.Instance);
            _events = new EventReporter(_supervisor, recorder, new OperatorOptions());
            _statuses = new StatusReporter(_supervisor, new StatusApplier(api, "monitao-operator"), clock, NullLogger<StatusReporter>.Instance);
            _running = Task.WhenAll(recorder.RunAsync(_stop.Token), _statuses.RunAsync(_stop.Token));
        }

        public MonitorState State => _supervisor.All.Single().State;

        public static async Task<Term> BeginAsync(ApiServer server, ConnectivityMonitor stored, FakeTimeProvider clock)
        {
            var term = new Term(server, clock);
            term._supervisor.Accept(stored, await new MonitorPlanner(new FakeReferences()).PlanAsync(stored, CancellationToken.None));
            return term;
        }

        /// <summary>Turns the clock until so many more probes have ended; none is overtaken by it.</summary>
        public Task ProbeAsync(int count)
        {
            var until = Volatile.Read(ref _probes) + count;
            return _clock.TurnUntilAsync(_supervisor, () => Volatile.Read(ref _probes) >= until, $"{count} probes");
        }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _running;
            _events.Dispose();
            _statuses.Dispose();
            await _supervisor.DisposeAsync();
            _prober.Dispose();
            _connection.Dispose();
            _stop.Dispose();
        }
    }
}
