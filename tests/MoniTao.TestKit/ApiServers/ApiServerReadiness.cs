namespace MoniTao.TestKit.ApiServers;

/// <summary>Waits until a server answers <c>/readyz</c> and has made the namespace <c>default</c>.</summary>
internal static class ApiServerReadiness
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan RequestLimit = TimeSpan.FromSeconds(10);

    /// <param name="ensureRunning">Throws when waiting is pointless; called before each attempt.</param>
    /// <exception cref="TimeoutException">Not ready in time; the last answer is in the message.</exception>
    public static async Task WaitAsync(string kubeconfigPath, TimeSpan limit, Action ensureRunning, CancellationToken cancellationToken)
    {
        using var http = new ApiServerHttp(kubeconfigPath);
        var start = TimeProvider.System.GetTimestamp();
        Exception? last = null;
        while (TimeProvider.System.GetElapsedTime(start) < limit)
        {
            ensureRunning();
            using var attempt = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            attempt.CancelAfter(RequestLimit);
            try
            {
                await http.GetTextAsync("readyz", attempt.Token);
                await http.GetTextAsync("api/v1/namespaces/default", attempt.Token);
                return;
            }
            catch (Exception error) when (error is HttpRequestException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
            {
                last = error;
            }

            await Task.Delay(Pause, cancellationToken);
        }

        throw new TimeoutException($"the API server was not ready within {limit.TotalSeconds:0} s: {last?.Message}", last);
    }
}
