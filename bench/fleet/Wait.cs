namespace MoniTao.Fleet;

/// <summary>Looks again and again at one metric, which costs the operator little.</summary>
internal static class Wait
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Waits until a page is as wanted.</summary>
    /// <returns>The moment, as a timestamp.</returns>
    /// <exception cref="TimeoutException">It was in vain.</exception>
    public static async Task<long> UntilAsync(OperatorProcess process, Func<MetricsText, bool> wanted, string family, double seconds, CancellationToken cancellation)
    {
        for (var start = Clock.Now; Clock.Since(start) < seconds; await Task.Delay(Pause, cancellation))
        {
            try
            {
                if (wanted(await process.ScrapeAsync(cancellation, family)))
                    return Clock.Now;
            }
            catch (HttpRequestException)
            {
                // it does not serve yet
            }
        }

        throw new TimeoutException($"waited {seconds} s in vain, looking at {family}");
    }
}
