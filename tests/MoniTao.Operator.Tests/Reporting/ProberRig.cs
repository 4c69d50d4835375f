using System.Text.Json.Nodes;
using k8s.Models;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Probing;
using MoniTao.Connectivity.Verdicts;
using MoniTao.Operator.Api;
using MoniTao.Operator.Planning;
using MoniTao.Operator.Reporting;
using MoniTao.Operator.Runtime.Api;
using MoniTao.Operator.Runtime.Events;
using MoniTao.Operator.Runtime.Hosting;
using MoniTao.Operator.Supervision;
using MoniTao.Operator.Tests.Supervision;
using MoniTao.TestKit.FakeApiServer;

namespace MoniTao.Operator.Tests.Reporting;

/// <summary>A fleet on a clock that the test turns, both reporters of Events, and a fake API server that stores what they send.</summary>
internal sealed class ProberRig : IAsyncDisposable
{
    private readonly FakeTimeProvider _clock = new(Views.Now);
    private readonly FakeServer _server;
    private readonly KubernetesConnection _connection;
    private readonly EventReporter _events;
    private readonly ProberReporter _prober;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;
    private int _faultyProbes;

    private ProberRig(FakeServer server)
    {
        _server = server;
        server.Store("/apis/events.k8s.io/v1", "events");
        _connection = new KubernetesConnection(server.Configuration());
        var recorder = new EventRecorder(
            new KubernetesApi(_connection.Client, TimeProvider.System), new EventOptions(), _clock, NullLogger<EventRecorder>.Instance);
        Supervisor = new Supervisor(_clock, (spec, _) => Task.FromResult(See(spec)));
        var pod = OwnPod.FromEnvironment(name => name switch
        {
            "POD_NAME" => "operator-0",
            "POD_NAMESPACE" => "monitao-system",
            _ => "uid-of-pod",
        });
        _events = new EventReporter(Supervisor, recorder, new OperatorOptions());
        _prober = new ProberReporter(Supervisor, recorder, new OperatorOptions(), pod, _clock, NullLogger<ProberReporter>.Instance);
        _running = recorder.RunAsync(_stop.Token);
    }

    public Supervisor Supervisor { get; }

    /// <summary>Every target refuses.</summary>
    public bool Refused { get; set; }

    /// <summary>The prober itself fails.</summary>
    public bool Faulty { get; set; }

    public int FaultyProbes => Volatile.Read(ref _faultyProbes);

    public IReadOnlyList<JsonNode> EventsOfThePod => Told("monitao-system");

    public IReadOnlyList<JsonNode> EventsOfMonitors => Told("web");

    public string Regarding => EventsOfThePod[0]["regarding"] is { } pod
        ? $"{pod["apiVersion"]} {pod["kind"]} {pod["namespace"]} {pod["name"]} {pod["uid"]}"
        : "nothing";

    public static async Task<ProberRig> StartAsync(int monitors)
    {
        var rig = new ProberRig(await FakeServer.StartAsync());
        for (var i = 0; i < monitors; i++)
        {
            var entity = new ConnectivityMonitor { Metadata = new V1ObjectMeta { Name = $"m{i}", NamespaceProperty = "web", Uid = $"uid-{i}", Generation = 1 } };
            var plan = Views.Plan($"tcp://192.0.2.{i + 1}:443", $"{i}", failureThreshold: 2) with { Id = $"web/m{i}" };
            rig.Supervisor.Accept(entity, new PlanResult.Planned(plan));
        }

        await rig.RunUntilAsync(() => rig.Supervisor.All.All(m => m.State.Verdict.State == VerdictState.Up));
        return rig;
    }

    public int Count(string reason) => Supervisor.All.Count(m => m.State.Verdict.ReasonName == reason);

    /// <summary>Turns the clock until it is so; no probe is overtaken by it.</summary>
    public Task RunUntilAsync(Func<bool> condition) => _clock.TurnUntilAsync(Supervisor, condition, "the end of a step");

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Eventually.HoldsAsync(() => _running.IsCompleted, "the end", () => _clock.Advance(TimeSpan.FromSeconds(1)));
        _events.Dispose();
        _prober.Dispose();
        await Supervisor.DisposeAsync();
        _connection.Dispose();
        await _server.DisposeAsync();
        _stop.Dispose();
    }

    private IReadOnlyList<JsonNode> Told(string space) =>
        [.. _server.Requests.Where(r => r.Verb == "POST" && r.Path == $"/apis/events.k8s.io/v1/namespaces/{space}/events").Select(r => JsonNode.Parse(r.Body)!)];

    private Observation See(ProbeSpec spec)
    {
        var seen = Views.Seen(spec, _clock.GetUtcNow(), Refused);
        if (!Faulty)
            return seen;
        Interlocked.Increment(ref _faultyProbes);
        return seen with { Prober = new ProberFacts { UnexpectedException = "InvalidOperationException" } };
    }
}
