namespace MoniTao.Operator.Api;

/// <summary>Moments as the Kubernetes API writes them (<c>metav1.Time</c>).</summary>
internal static class ApiTime
{
    /// <summary>Cut to the whole second, in UTC: what is written and read back is still the same moment.</summary>
    public static DateTimeOffset ToWholeSecond(this DateTimeOffset moment) => new(moment.UtcTicks - (moment.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
}
