namespace MoniTao.Connectivity.Scheduling;

/// <summary>
/// The moments at which a monitor is due: a fixed grid of its period, shifted by a stable hash of its identity. Because the
/// grid does not move there is no drift, and a moment that was missed is passed over, so a pause is followed by no burst.
/// </summary>
internal static class Slots
{
    /// <summary>The shift within the period: the same after every restart, and spread evenly over many monitors (FNV-1a).</summary>
    public static TimeSpan Offset(string id, TimeSpan period)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in id)
            hash = (hash ^ c) * 1099511628211UL;
        hash ^= hash >> 32; // the low bits of FNV alone are uneven for names that differ in their last digit
        hash *= 0x9E3779B97F4A7C15UL;
        return period * ((hash >> 11) / (double)(1UL << 53));
    }

    /// <summary>The first slot after <paramref name="after"/>; all in the scheduler's own time.</summary>
    public static TimeSpan Next(TimeSpan offset, TimeSpan period, TimeSpan after)
    {
        if (after < offset)
            return offset;
        var passed = (long)((after - offset) / period);
        return offset + (period * (passed + 1));
    }
}
