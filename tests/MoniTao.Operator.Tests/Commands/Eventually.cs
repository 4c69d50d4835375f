namespace MoniTao.Operator.Tests.Commands;

/// <summary>Waits for what another thread brings about; the limit is far beyond what a busy machine needs.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public static async Task HoldsAsync(Func<bool> condition, string what, Action? between = null)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Limit, $"waited in vain for {what}");
            between?.Invoke();
            await Task.Delay(Pause, TestContext.Current.CancellationToken);
        }
    }
}
