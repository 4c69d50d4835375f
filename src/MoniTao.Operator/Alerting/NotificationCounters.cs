namespace MoniTao.Operator.Alerting;

/// <summary>What pushing adds up to over all replicas: plain numbers that the metrics read at scrape time.</summary>
public sealed class NotificationCounters
{
    private long _delivered;
    private long _failed;
    private long _dropped;
    private long _lastSuccess;

    /// <summary>Alerts that a replica took, once per replica.</summary>
    public long Delivered => Interlocked.Read(ref _delivered);

    /// <summary>Alerts that a replica did not take; they are tried again.</summary>
    public long Failed => Interlocked.Read(ref _failed);

    /// <summary>Alerts that a replica refused as invalid; they are not tried again until they change or are due.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>When a replica last took alerts; null before that.</summary>
    public DateTimeOffset? LastSuccess => Interlocked.Read(ref _lastSuccess) is > 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    internal void AddDelivered(int alerts, DateTimeOffset now)
    {
        Interlocked.Add(ref _delivered, alerts);
        Interlocked.Exchange(ref _lastSuccess, now.UtcTicks);
    }

    internal void AddFailed(int alerts) => Interlocked.Add(ref _failed, alerts);

    internal void AddDropped(int alerts) => Interlocked.Add(ref _dropped, alerts);
}
