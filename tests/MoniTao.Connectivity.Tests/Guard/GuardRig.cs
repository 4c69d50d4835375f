using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;
using MoniTao.Connectivity.Engine;
using MoniTao.Connectivity.Guard;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Probing;
using MoniTao.Connectivity.Probing.Dns;
using MoniTao.Connectivity.Probing.Tcp;
using MoniTao.Connectivity.Verdicts;

namespace MoniTao.Connectivity.Tests.Guard;

/// <summary>The real engine with a fleet on a fake clock, and a world in which names resolve and ports answer as the test says.</summary>
internal sealed class GuardRig : IAsyncDisposable
{
    private readonly ConcurrentQueue<MonitorUpdate> _updates = new();
    private readonly ConcurrentQueue<Suspicion> _told = new();

    public GuardRig(GuardOptions? guard = null)
    {
        Engine = new MonitorEngine(Time, (spec, _) => Task.FromResult(See(spec)), _updates.Enqueue, guard: guard);
        Engine.SuspicionChanged += _told.Enqueue;
    }

    public FakeTimeProvider Time { get; } = new(Make.Noon);

    public MonitorEngine Engine { get; }

    /// <summary>Whether a host's name resolves.</summary>
    public Func<string, bool> Resolves { get; set; } = _ => true;

    /// <summary>Whether a host's port answers.</summary>
    public Func<string, bool> Answers { get; set; } = _ => true;

    public IReadOnlyList<Suspicion> Told => [.. _told];

    public IReadOnlyList<MonitorUpdate> Updates => [.. _updates];

    /// <summary>Monitors that are down, that are held back, and that are up.</summary>
    public (int Down, int Held, int Up) Verdicts => (
        States.Count(s => s.Verdict.State == VerdictState.Down),
        States.Count(s => s.Verdict.ReasonName == "ProberSuspect"),
        States.Count(s => s.Verdict.State == VerdictState.Up));

    public List<string> Ids { get; } = [];

    public IEnumerable<MonitorState> States => Ids.Select(Engine.Find).OfType<MonitorState>();

    /// <summary>A fleet of <c>tcp://host0.example</c> and so on, each probed and found up.</summary>
    public async Task StartAsync(int monitors, Func<int, string>? host = null, Cadence? cadence = null, Func<MonitorPlan, MonitorPlan>? change = null)
    {
        for (var i = 0; i < monitors; i++)
        {
            var plan = Make.Plan($"ns/m{i}", $"tcp://{host?.Invoke(i) ?? $"host{i}.example"}:443", cadence ?? new Cadence());
            Ids.Add(plan.Id);
            Engine.Apply(change is null ? plan : change(plan));
        }

        await RunAsync(seconds: 90);
        Assert.Equal((0, 0, monitors), Verdicts);
        _updates.Clear();
    }

    /// <summary>Turns the clock; after each step what was begun has ended.</summary>
    public async Task RunAsync(double seconds, double step = 0.1)
    {
        for (var at = 0d; at < seconds - 1e-9; at += step)
        {
            Time.Advance(TimeSpan.FromSeconds(step));
            await Wait.UntilAsync(() => Engine.Scheduler.InFlight == 0, "the probes have ended");
            Assert.True(Engine.Scheduler.Owned >= 0); // takes the lock: what the last probe's end began is done
        }
    }

    /// <summary>Turns the clock until something is so, an hour at most, and returns the seconds that passed.</summary>
    public async Task<double> RunUntilAsync(Func<bool> condition)
    {
        var begin = Time.GetTimestamp();
        for (var i = 0; i < 36_000 && !condition(); i++)
            await RunAsync(0.1);
        Assert.True(condition());
        return Time.GetElapsedTime(begin).TotalSeconds;
    }

    public ValueTask DisposeAsync() => Engine.DisposeAsync();

    private Observation See(ProbeSpec spec)
    {
        var host = spec.Target.Host;
        var literal = spec.Target.Address is not null;
        var resolved = literal || Resolves(host);
        var remote = new IPEndPoint(IPAddress.Loopback, 443);
        return new Observation
        {
            Spec = spec,
            Target = spec.Target,
            StartedAt = Time.GetUtcNow(),
            Dns = new DnsFacts { Name = host, Source = literal ? DnsSource.Literal : DnsSource.Hosts, Addresses = resolved ? [IPAddress.Loopback] : [] },
            Tcp = !resolved ? null : new TcpFacts(
                [Answers(host) ? new ConnectFacts { Remote = remote, Connected = true } : new ConnectFacts { Remote = remote, Fault = new NetworkFault(FaultKind.Socket, SocketError.ConnectionRefused) }],
                TimeSpan.FromMilliseconds(1)),
        };
    }
}
