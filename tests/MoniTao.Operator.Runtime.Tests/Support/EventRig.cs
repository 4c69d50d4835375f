using Microsoft.Extensions.Logging.Abstractions;
using MoniTao.Operator.Runtime.Events;
using MoniTao.TestKit.FakeApiServer;

namespace MoniTao.Operator.Runtime.Tests.Support;

/// <summary>An event recorder over stored events.</summary>
internal sealed class EventRig : IAsyncDisposable
{
    public const string Collection = "/apis/events.k8s.io/v1/namespaces/web/events";

    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    private EventRig(ApiRig api, EventOptions options)
    {
        Api = api;
        Events = api.Server.Store("/apis/events.k8s.io/v1", "events");
        Recorder = new EventRecorder(api.Api, options, api.Clock, NullLogger<EventRecorder>.Instance);
    }

    public ApiRig Api { get; }

    public FakeCollection Events { get; }

    public EventRecorder Recorder { get; }

    public static ObjectReference Shop { get; } = new("tests.monitao.io/v1", "Widget", "web", "shop", "uid-shop");

    public static async Task<EventRig> CreateAsync(EventOptions? options = null) => new(await ApiRig.CreateAsync(), options ?? new EventOptions());

    public EventRig Start()
    {
        _running = Task.Run(() => Recorder.RunAsync(_stop.Token));
        return this;
    }

    public void Record(string reason = "TcpRefused", string note = "refused in 0.4 ms", ObjectReference? regarding = null) =>
        Recorder.Record(regarding ?? Shop, EventType.Warning, reason, "Probe", note, "monitao.io/operator", "replica-1");

    public Task UntilDeliveredAsync(long count) => Eventually.HoldsAsync(() => Recorder.Delivered >= count, $"{count} deliveries");

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _running;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Api.UntilAsync(() => _running.IsCompleted, "the recorder to stop");
        await _running;
        await Api.DisposeAsync();
        _stop.Dispose();
    }
}
