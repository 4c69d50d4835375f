using Microsoft.Extensions.Time.Testing;
using MoniTao.Operator.Runtime.Api;
using MoniTao.TestKit.FakeApiServer;

namespace MoniTao.Operator.Runtime.Tests.Support;

/// <summary>The runtime's API client against a fake server, on a fake clock.</summary>
internal sealed class ApiRig : IAsyncDisposable
{
    private ApiRig(FakeServer server)
    {
        Server = server;
        Connection = new KubernetesConnection(server.Configuration());
        Api = new KubernetesApi(Connection.Client, Clock);
    }

    public FakeServer Server { get; }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    public KubernetesConnection Connection { get; }

    public KubernetesApi Api { get; }

    public static async Task<ApiRig> CreateAsync() => new(await FakeServer.StartAsync());

    /// <summary>Waits while the fake clock walks.</summary>
    public Task UntilAsync(Func<bool> condition, string what, double stepSeconds = 0.1) =>
        Eventually.HoldsAsync(condition, what, () =>
        {
            // A slow machine must not turn the time of a request into minutes of the fake clock.
            if (Server.IsIdle)
                Clock.Advance(TimeSpan.FromSeconds(stepSeconds));
        });

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Connection.Dispose();
    }
}
