namespace MoniTao.TestKit.FakeApiServer;

/// <summary>Waits for what other threads bring about. The limit is generous: it only ends a test that has failed anyway.</summary>
public static class Eventually
{
    private const int Steps = 6000;
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(5);

    /// <summary>Returns as soon as the condition holds.</summary>
    /// <param name="condition">Asked again and again.</param>
    /// <param name="what">For the failure: what was waited for.</param>
    /// <param name="between">Done between two questions, for example a step of a fake clock.</param>
    /// <exception cref="TimeoutException">It never held.</exception>
    public static Task HoldsAsync(Func<bool> condition, string what, Action? between = null) => HoldsAsync(() => Task.FromResult(condition()), what, between);

    /// <inheritdoc cref="HoldsAsync(Func{bool}, string, Action?)"/>
    public static async Task HoldsAsync(Func<Task<bool>> condition, string what, Action? between = null)
    {
        for (var step = 0; step < Steps; step++)
        {
            if (await condition())
                return;
            between?.Invoke();
            await Task.Delay(Step);
        }

        throw new TimeoutException($"Waited in vain for: {what}");
    }
}
