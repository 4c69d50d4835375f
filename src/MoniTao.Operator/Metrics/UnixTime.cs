namespace MoniTao.Operator.Metrics;

/// <summary>Moments as metrics have them.</summary>
internal static class UnixTime
{
    /// <summary>Seconds since 1970 (the base unit of Prometheus), to the millisecond, which is what it stores of a moment.</summary>
    public static double ToUnixSeconds(this DateTimeOffset moment) => moment.ToUnixTimeMilliseconds() / 1000d;
}
