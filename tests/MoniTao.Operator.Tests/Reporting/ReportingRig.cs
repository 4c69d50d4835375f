using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using MoniTao.Operator.Reporting;
using MoniTao.Operator.Runtime.Api;
using MoniTao.Operator.Runtime.Events;
using MoniTao.Operator.Runtime.Hosting;
using MoniTao.Operator.Runtime.Status;
using MoniTao.Operator.Tests.Supervision;
using MoniTao.TestKit.FakeApiServer;

namespace MoniTao.Operator.Tests.Reporting;

/// <summary>Both reporters on a supervisor whose clock the test turns, and a fake API server that stores what they send.</summary>
internal sealed class ReportingRig : IAsyncDisposable
{
    public const string StatusPath = "/apis/monitao.io/v1alpha1/namespaces/web/connectivitymonitors/shop/status";
    private const string EventsPath = "/apis/events.k8s.io/v1/namespaces/web/events";
    private readonly KubernetesConnection _connection;
    private readonly EventReporter _events;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    private ReportingRig(FakeServer server)
    {
        Server = server;
        server.Store("/apis/events.k8s.io/v1", "events");
        _connection = new KubernetesConnection(server.Configuration());
        var api = new KubernetesApi(_connection.Client, TimeProvider.System);
        var recorder = new EventRecorder(api, new EventOptions(), Monitors.Clock, NullLogger<EventRecorder>.Instance);
        _events = new EventReporter(Monitors.Supervisor, recorder, new OperatorOptions());
        Statuses = new StatusReporter(Monitors.Supervisor, new StatusApplier(api, "test"), Monitors.Clock, NullLogger<StatusReporter>.Instance);
        _running = Task.WhenAll(recorder.RunAsync(_stop.Token), Statuses.RunAsync(_stop.Token));
    }

    public FakeServer Server { get; }

    public SupervisorRig Monitors { get; } = new();

    public StatusReporter Statuses { get; }

    /// <summary>Bodies of the status writes so far.</summary>
    public IReadOnlyList<JsonNode> Writes => [.. Server.Requests.Where(r => r.Path == StatusPath).Select(r => JsonNode.Parse(r.Body)!["status"]!)];

    /// <summary>How often an event that is stored was counted up.</summary>
    public int Repetitions => Server.Requests.Count(r => r.Verb == "PATCH" && r.Path.StartsWith(EventsPath, StringComparison.Ordinal));

    private IReadOnlyList<JsonNode> Told => [.. Server.Requests.Where(r => r is { Verb: "POST", Path: EventsPath }).Select(r => JsonNode.Parse(r.Body)!)];

    /// <param name="status">How the server answers a status write; null: it stores it.</param>
    public static async Task<ReportingRig> StartAsync(Func<FakeExchange, Task>? status = null)
    {
        var server = await FakeServer.StartAsync();
        server.Rule("PATCH", StatusPath, status ?? (exchange => exchange.ReplyAsync(200, "{}")));
        return new ReportingRig(server);
    }

    /// <summary>Type and reason of each event, in order, once there are so many (with this reason).</summary>
    public async Task<IReadOnlyList<string>> EventsAsync(int count, string? reason = null)
    {
        await Eventually.HoldsAsync(() => Told.Count(e => reason is null || (string?)e["reason"] == reason) >= count, $"{count} events {reason}");
        return [.. Told.Select(e => $"{e["type"]} {e["reason"]}")];
    }

    /// <summary>True when the supervisor has noted that this state is stored.</summary>
    public bool Supervised(string state) => Monitors.Supervisor.Find("web/shop")?.Written?.Verdict?.State == state;

    public string Note(int index) => (string)Told[index]["note"]!;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Eventually.HoldsAsync(() => _running.IsCompleted, "the end", () => Monitors.Clock.Advance(TimeSpan.FromSeconds(1)));
        await _running;
        Statuses.Dispose();
        _events.Dispose();
        await Monitors.DisposeAsync();
        _connection.Dispose();
        await Server.DisposeAsync();
        _stop.Dispose();
    }
}
