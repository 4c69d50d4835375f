namespace MoniTao.Network.Tests.Monitoring;

/// <summary>Waits for what other processes bring about. The limit is generous: it only ends a test that has failed anyway.</summary>
internal static class Wait
{
    private const int Steps = 600;
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    public static async Task UntilAsync(Func<bool> condition, Func<string> what)
    {
        for (var step = 0; step < Steps; step++)
        {
            if (condition())
                return;
            await Task.Delay(Step);
        }

        Assert.Fail($"Waited in vain for: {what()}");
    }
}
