using Microsoft.Extensions.Logging.Abstractions;
using MoniTao.Operator.Runtime.Caching;
using MoniTao.Operator.Runtime.Reconciliation;
using MoniTao.TestKit.FakeApiServer;

namespace MoniTao.Operator.Runtime.Tests.Support;

/// <summary>A controller runner over stored widgets.</summary>
internal sealed class ControllerRig : IAsyncDisposable
{
    private readonly ApiRig _api;
    private CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    private ControllerRig(ApiRig api, ControllerOptions options)
    {
        _api = api;
        Widgets = api.Server.Store(Widget.GroupVersion, Widget.Plural);
        Runner = new EntityControllerRunner<Widget>(Controller, api.Api, Cache, options, api.Clock, NullLogger.Instance);
    }

    public FakeCollection Widgets { get; }

    public FakeServer Server => _api.Server;

    public EntityCache<Widget> Cache { get; } = new();

    public ScriptedController Controller { get; } = new();

    public EntityControllerRunner<Widget> Runner { get; }

    public DateTimeOffset Now => _api.Clock.GetUtcNow();

    public static async Task<ControllerRig> CreateAsync(ControllerOptions? options = null) =>
        new(await ApiRig.CreateAsync(), options ?? new ControllerOptions());

    public ControllerRig Start()
    {
        _stop = new CancellationTokenSource();
        var token = _stop.Token;
        _running = Task.Run(() => Runner.RunAsync(token));
        return this;
    }

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    public Task UntilAsync(Func<bool> condition, string what) => _api.UntilAsync(condition, what, stepSeconds: 0.5);

    public Task UntilCalledAsync(string call, int times = 1) => UntilAsync(() => Controller.Count(call) >= times, $"{times} × {call}");

    public void Advance(TimeSpan span) => _api.Clock.Advance(span);

    public async ValueTask DisposeAsync()
    {
        if (!_running.IsCompleted)
            await StopAsync();
        Runner.Dispose();
        await _api.DisposeAsync();
    }
}
