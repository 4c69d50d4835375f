using Testcontainers.K3s;

namespace MoniTao.TestKit.ApiServers;

/// <summary>A whole k3s in a container. To stop it is to freeze it: connections then time out and are not refused.</summary>
internal sealed class K3sApiServer : IApiServerHost
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ReadyLimit = TimeSpan.FromMinutes(2);
    private readonly K3sContainer _container;
    private readonly TemporaryFolder _folder = new("monitao-k3s-");

    private K3sApiServer(K3sContainer container) => _container = container;

    public string Description => $"k3s in Docker ({_container.Image.FullName})";

    public string KubeconfigPath => _folder.File("kubeconfig");

    public bool ControllerFree => false;

    public static async Task<K3sApiServer> StartAsync(string image)
    {
        var server = new K3sApiServer(new K3sBuilder(image).Build());
        try
        {
            using var limit = new CancellationTokenSource(StartLimit);
            await server._container.StartAsync(limit.Token);
            await File.WriteAllTextAsync(server.KubeconfigPath, await server._container.GetKubeconfigAsync(), limit.Token);
            await ApiServerReadiness.WaitAsync(server.KubeconfigPath, ReadyLimit, static () => { }, limit.Token);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => _container.PauseAsync(cancellationToken);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _container.UnpauseAsync(cancellationToken);
        await ApiServerReadiness.WaitAsync(KubeconfigPath, ReadyLimit, static () => { }, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _container.DisposeAsync();
        await _folder.DisposeAsync();
    }
}
