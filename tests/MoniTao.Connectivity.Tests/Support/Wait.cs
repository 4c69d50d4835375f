namespace MoniTao.Connectivity.Tests.Support;

/// <summary>Waits for what other threads bring about. The limit is generous: it only ends a test that has failed anyway.</summary>
internal static class Wait
{
    private const int Steps = 6000;
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(5);

    public static async Task UntilAsync(Func<bool> condition, string what, Action? between = null)
    {
        for (var step = 0; step < Steps; step++)
        {
            if (condition())
                return;
            between?.Invoke();
            if (step < 500)
                await Task.Yield();
            else
                await Task.Delay(Step);
        }

        throw new TimeoutException($"Waited in vain for: {what}");
    }
}
