namespace MoniTao.TestKit.ApiServers;

/// <summary>
/// One real API server for a whole test assembly: declare it with
/// <c>[assembly: AssemblyFixture(typeof(ApiServerFixture))]</c> and take it as a constructor argument.
/// Nothing starts before the first <see cref="GetAsync"/>, so a run of other tests alone costs nothing.
/// </summary>
/// <remarks>
/// Taken in this order: <c>MONITAO_TEST_KUBECONFIG</c> (a cluster for tests); <c>KUBEBUILDER_ASSETS</c> (a folder with
/// etcd and kube-apiserver); Docker (k3s); <c>tests/envtest/install.sh</c>.
/// </remarks>
public sealed class ApiServerFixture : IAsyncDisposable
{
    private readonly Lazy<Task<ApiServer>> _server;

    /// <summary>Reads the choice from the environment of this process.</summary>
    public ApiServerFixture()
        : this(Environment.GetEnvironmentVariable)
    {
    }

    /// <param name="environment">Gives the value of an environment variable, or null.</param>
    internal ApiServerFixture(Func<string, string?> environment) =>
        _server = new Lazy<Task<ApiServer>>(async () => new ApiServer(await ApiServerSource.StartAsync(environment)));

    /// <summary>The server, started at the first call and shared by all. The first start on a new machine may compile for minutes.</summary>
    /// <exception cref="InvalidOperationException">No server can be had; the message says why and what to do. It is the same for each caller.</exception>
    public Task<ApiServer> GetAsync(CancellationToken cancellationToken = default) => _server.Value.WaitAsync(cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_server is { IsValueCreated: true, Value.IsFaulted: false })
            await (await _server.Value).DisposeAsync();
    }
}
