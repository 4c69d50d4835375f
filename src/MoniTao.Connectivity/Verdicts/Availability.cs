namespace MoniTao.Connectivity.Verdicts;

/// <summary>The share of time in which the target was reachable, 0 to 1, over the last hour, day and week.</summary>
/// <param name="Hour">Null when nothing is known of the window.</param>
/// <param name="Day">Null when nothing is known of the window.</param>
/// <param name="Week">Null when nothing is known of the window.</param>
public sealed record Availability(double? Hour, double? Day, double? Week)
{
    /// <summary>
    /// Derived from the outages and the start of observation, so that nothing has to be kept per probe and a restart loses
    /// nothing. Of a window that began before observation did, only the observed part counts.
    /// </summary>
    public static Availability Of(OutageLog outages, DateTimeOffset? observedSince, DateTimeOffset now) => new(
        Share(outages, observedSince, now, TimeSpan.FromHours(1)),
        Share(outages, observedSince, now, TimeSpan.FromDays(1)),
        Share(outages, observedSince, now, TimeSpan.FromDays(7)));

    private static double? Share(OutageLog outages, DateTimeOffset? observedSince, DateTimeOffset now, TimeSpan window)
    {
        if (observedSince is not { } since || since >= now)
            return null;

        // a full log has forgotten older outages: before its oldest entry nothing can be told
        if (outages.Entries is { Count: OutageLog.Capacity } full && full[^1].Start > since)
            since = full[^1].Start;
        if (since >= now)
            return null;
        var from = now - window > since ? now - window : since;
        var down = TimeSpan.Zero;
        foreach (var outage in outages.Entries)
        {
            var start = outage.Start > from ? outage.Start : from;
            var end = outage.End is { } e && e < now ? e : now;
            if (end > start)
                down += end - start;
        }

        return Math.Round(Math.Max(0, 1 - (down / (now - from))), 6);
    }
}
