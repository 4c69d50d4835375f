using MoniTao.TestKit.ApiServers;
using MoniTao.TestKit.FakeApiServer;

namespace MoniTao.Operator.Tests.Exporter;

/// <summary>Pages of processes that the tests start.</summary>
internal static class Http
{
    private static readonly HttpClient Client = new() { Timeout = TimeSpan.FromSeconds(60) };

    public static async Task<(int Status, string Text)> GetAsync(string url)
    {
        using var response = await Client.GetAsync(new Uri(url), TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Waits until a process serves; fails with its output when it ends before.</summary>
    public static async Task AnswersAsync(string url, SupervisedProcess process)
    {
        for (var tries = 0; tries < 600; tries++)
        {
            if (process.HasExited)
                throw new InvalidOperationException($"it ended: {process.LogTail()}");
            try
            {
                if ((await GetAsync(url)).Status == 200)
                    return;
            }
            catch (HttpRequestException)
            {
                // not listening yet
            }

            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        throw new TimeoutException($"{url} does not answer: {process.LogTail()}");
    }
}
