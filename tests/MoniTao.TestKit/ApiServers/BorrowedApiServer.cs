namespace MoniTao.TestKit.ApiServers;

/// <summary>A cluster that someone lent to the tests through a kubeconfig: used, never stopped.</summary>
internal sealed class BorrowedApiServer(string kubeconfigPath) : IApiServerHost
{
    private static readonly TimeSpan ReadyLimit = TimeSpan.FromSeconds(30);

    public string Description => $"the cluster of {kubeconfigPath}";

    public string KubeconfigPath => kubeconfigPath;

    public bool ControllerFree => false;

    public static async Task<BorrowedApiServer> OpenAsync(string kubeconfigPath)
    {
        if (!File.Exists(kubeconfigPath))
            throw new FileNotFoundException($"there is no kubeconfig {kubeconfigPath}", kubeconfigPath);
        await ApiServerReadiness.WaitAsync(kubeconfigPath, ReadyLimit, static () => { }, CancellationToken.None);
        return new BorrowedApiServer(kubeconfigPath);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) =>
        throw new NotSupportedException($"{Description} is not ours to stop: unset MONITAO_TEST_KUBECONFIG, so that the tests start their own");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
