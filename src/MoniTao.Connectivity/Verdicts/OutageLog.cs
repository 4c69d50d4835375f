using System.Collections.Immutable;

namespace MoniTao.Connectivity.Verdicts;

/// <summary>The newest outages of a monitor, newest first. Immutable: a snapshot can be read while the next probe runs.</summary>
public sealed class OutageLog
{
    /// <summary>How many are kept: what the status holds.</summary>
    public const int Capacity = 20;

    /// <summary>No outages.</summary>
    public static readonly OutageLog Empty = new([]);

    private readonly DateTimeOffset _countedFrom;
    private readonly TimeSpan _closed;

    private OutageLog(ImmutableList<Outage> entries, DateTimeOffset countedFrom = default, TimeSpan closed = default) =>
        (Entries, _countedFrom, _closed) = (entries, countedFrom, closed);

    /// <summary>The outages, newest first.</summary>
    public ImmutableList<Outage> Entries { get; }

    /// <summary>The one that lasts, or null.</summary>
    public Outage? Open => Entries is [{ End: null } newest, ..] ? newest : null;

    /// <summary>
    /// What an earlier process wrote. Hand-made or damaged histories are taken as far as they make sense: newest first, only the
    /// newest open, each ended before the next began.
    /// </summary>
    /// <param name="outages">In any order.</param>
    /// <param name="now">From here on <see cref="TimeUntil"/> counts: what was before, an earlier process has counted.</param>
    public static OutageLog Restore(IEnumerable<Outage> outages, DateTimeOffset now = default)
    {
        var sorted = outages.OrderByDescending(o => o.Start).Take(Capacity).ToList();
        return new([.. sorted.Select((o, i) => i == 0 ? Within(o, DateTimeOffset.MaxValue) : Within(o, sorted[i - 1].Start)).Where((o, i) => i == 0 || o.End is not null)], now);
    }

    private static Outage Within(Outage outage, DateTimeOffset next)
    {
        if (outage.End is not { } end)
            return outage;
        var last = end < next ? end : next;
        return outage with { End = last < outage.Start ? outage.Start : last };
    }

    /// <summary>Begins an outage.</summary>
    public OutageLog Begin(Outage outage)
    {
        var entries = Entries.Insert(0, outage);
        return new(entries.Count > Capacity ? entries.RemoveAt(Capacity) : entries, _countedFrom, _closed);
    }

    /// <summary>Replaces the open outage, when its reason has changed.</summary>
    public OutageLog Update(Func<Outage, Outage> change) => Open is { } open ? new(Entries.SetItem(0, change(open)), _countedFrom, _closed) : this;

    /// <summary>Ends the open outage.</summary>
    public OutageLog Close(DateTimeOffset end) => Open is { } open
        ? new(Entries.SetItem(0, open with { End = end < open.Start ? open.Start : end }), _countedFrom, TimeUntil(end))
        : this;

    /// <summary>The time in outages since this log was begun, those that it has forgotten included; the open one up to a moment.</summary>
    public TimeSpan TimeUntil(DateTimeOffset moment)
    {
        if (Open is not { } open)
            return _closed;
        var from = open.Start > _countedFrom ? open.Start : _countedFrom;
        return moment > from ? _closed + (moment - from) : _closed;
    }
}
