namespace MoniTao.TestKit.ApiServers;

/// <summary>etcd and kube-apiserver as children of this process, on loopback, with data that vanishes at the end.</summary>
internal sealed class LocalApiServer : IApiServerHost
{
    private static readonly TimeSpan ReadyLimit = TimeSpan.FromMinutes(2);
    private readonly TemporaryFolder _folder = new("monitao-apiserver-");
    private readonly LocalApiServerLayout _layout;
    private readonly string _assets;
    private SupervisedProcess? _etcd;
    private SupervisedProcess? _apiServer;

    private LocalApiServer(string assets)
    {
        _assets = assets;
        _layout = new LocalApiServerLayout(_folder, assets);
    }

    public string Description => $"kube-apiserver of {_assets}";

    public string KubeconfigPath => _layout.KubeconfigPath;

    public bool ControllerFree => true;

    public string? AuditLogPath => _layout.AuditLog;

    /// <param name="assets">A folder in the envtest layout: <c>etcd</c> and <c>kube-apiserver</c> in it.</param>
    /// <exception cref="InvalidOperationException">A binary is missing or a server ended; the message has its last output.</exception>
    public static async Task<LocalApiServer> StartAsync(string assets)
    {
        foreach (var binary in new[] { "etcd", "kube-apiserver" })
        {
            if (!File.Exists(Path.Combine(assets, binary)))
                throw new InvalidOperationException($"there is no {binary} in {assets}");
        }

        // Ports are free when chosen, but another process may take one first: a second choice ends that race.
        try
        {
            return await StartOnceAsync(assets);
        }
        catch (InvalidOperationException)
        {
            return await StartOnceAsync(assets);
        }
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (_apiServer is not null)
            throw new InvalidOperationException("the API server is running");
        _apiServer = new SupervisedProcess(_layout.ApiServerLog, _layout.ApiServerPath, _layout.ApiServerArguments());
        await ApiServerReadiness.WaitAsync(KubeconfigPath, ReadyLimit, EnsureRunning, cancellationToken);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_apiServer is not { } process)
            return;
        _apiServer = null;
        await process.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        if (_etcd is not null)
            await _etcd.DisposeAsync();
        await _folder.DisposeAsync();
    }

    private static async Task<LocalApiServer> StartOnceAsync(string assets)
    {
        var server = new LocalApiServer(assets);
        try
        {
            await server._layout.WriteFilesAsync();
            server._etcd = new SupervisedProcess(server._layout.EtcdLog, server._layout.EtcdPath, server._layout.EtcdArguments());
            await server.StartAsync(CancellationToken.None);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    // Each can be the reason of the other's end, so the message has the last words of both.
    private void EnsureRunning()
    {
        if (_etcd is { HasExited: true } || _apiServer is { HasExited: true })
            throw new InvalidOperationException($"a server ended\netcd: {_etcd?.LogTail()}\nkube-apiserver: {_apiServer?.LogTail()}");
    }
}
