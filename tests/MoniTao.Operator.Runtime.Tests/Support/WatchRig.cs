using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;
using MoniTao.Operator.Runtime.Api;
using MoniTao.Operator.Runtime.Caching;
using MoniTao.Operator.Runtime.Watching;
using MoniTao.TestKit.FakeApiServer;

namespace MoniTao.Operator.Runtime.Tests.Support;

/// <summary>A watcher of widgets against a fake server, on a fake clock.</summary>
internal sealed class WatchRig : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly KubernetesConnection _connection;
    private Task _running = Task.CompletedTask;

    private WatchRig(FakeServer server, WatchOptions options, EntityCache<Widget> cache)
    {
        (Server, Cache) = (server, cache);
        _connection = new KubernetesConnection(server.Configuration());
        Health = new WatchHealth(Clock);
        Watcher = new EntityWatcher<Widget>(new KubernetesApi(_connection.Client, Clock), Cache, Health, options, Clock, Log);
        Cache.Changed += change => Changes.Enqueue($"{change.Kind} {change.Key.Name}");
    }

    public FakeServer Server { get; }

    public FakeTimeProvider Clock { get; } = new();

    public EntityCache<Widget> Cache { get; }

    public WatchHealth Health { get; }

    public EntityWatcher<Widget> Watcher { get; }

    public CollectingLogger<Widget> Log { get; } = new();

    public ConcurrentQueue<string> Changes { get; } = new();

    public IReadOnlyList<FakeRequest> Lists => Requests("GET");

    public IReadOnlyList<FakeRequest> Watches => Requests("WATCH");

    public static async Task<WatchRig> CreateAsync(WatchOptions? options = null, EntityCache<Widget>? known = null) =>
        new(await FakeServer.StartAsync(), options ?? new WatchOptions(), known ?? new EntityCache<Widget>());

    public WatchRig List(Func<FakeExchange, Task> answer)
    {
        Server.Script("GET", Widget.Collection, answer);
        return this;
    }

    public WatchRig Watch(Func<FakeExchange, Task> answer)
    {
        Server.Script("WATCH", Widget.Collection, answer);
        return this;
    }

    public WatchRig Start()
    {
        _running = Task.Run(() => Watcher.RunAsync(_stop.Token));
        return this;
    }

    /// <summary>Waits while the fake clock walks, so that pauses and back-offs pass.</summary>
    public Task UntilAsync(Func<bool> condition, string what) =>
        Eventually.HoldsAsync(condition, what, () =>
        {
            // A slow machine must not turn the time of a request into minutes of the fake clock.
            if (Server.IsIdle)
                Clock.Advance(TimeSpan.FromMilliseconds(100));
        });

    /// <summary>Waits while the fake clock stands still.</summary>
    public Task UntilStillAsync(Func<bool> condition, string what) => Eventually.HoldsAsync(condition, what);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        await Server.DisposeAsync();
        _connection.Dispose();
        _stop.Dispose();
    }

    private IReadOnlyList<FakeRequest> Requests(string verb) =>
        [.. Server.Requests.Where(request => request.Verb == verb && request.Path == Widget.Collection)];
}
