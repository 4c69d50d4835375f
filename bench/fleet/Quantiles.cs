namespace MoniTao.Fleet;

/// <summary>What the difference of two readings of a histogram says. As exact as its buckets: the upper bound is told.</summary>
internal static class Quantiles
{
    /// <summary>The bound below which this share of the observations between the two readings lies; the largest for a share of 1.</summary>
    public static double Of(double share, IReadOnlyList<(double Bound, double Count)> before, IReadOnlyList<(double Bound, double Count)> after)
    {
        var counts = after.Select((bucket, i) => (bucket.Bound, Count: bucket.Count - (i < before.Count ? before[i].Count : 0))).ToList();
        return counts.First(bucket => bucket.Count >= share * counts[^1].Count).Bound;
    }
}
