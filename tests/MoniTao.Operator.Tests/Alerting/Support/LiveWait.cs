namespace MoniTao.Operator.Tests.Alerting.Support;

/// <summary>Waits for what real programs bring about. The limit is generous: it only ends a test that has failed.</summary>
internal static class LiveWait
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    public static async Task UntilAsync(string what, Func<Task<bool>> question)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await AskAsync(question))
        {
            if (TimeProvider.System.GetElapsedTime(start) > Limit)
                throw new TimeoutException($"Waited in vain: {what}");
            await Task.Delay(Look, TestContext.Current.CancellationToken);
        }
    }

    public static Task UntilAsync(string what, Func<bool> question) => UntilAsync(what, () => Task.FromResult(question()));

    private static async Task<bool> AskAsync(Func<Task<bool>> question)
    {
        try
        {
            return await question();
        }
        catch (HttpRequestException)
        {
            return false; // it is just coming up
        }
    }
}
