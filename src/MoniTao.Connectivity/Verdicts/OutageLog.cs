using System.Collections.Immutable;

namespace MoniTao.Connectivity.Verdicts;

/// <summary>The newest outages of a monitor, newest first. Immutable: a snapshot can be read while the next probe runs.</summary>
public sealed class OutageLog
{
    /// <summary>How many are kept: what the status holds.</summary>
    public const int Capacity = 20;

    /// <summary>No outages.</summary>
    public static readonly OutageLog Empty = new([]);

    private OutageLog(ImmutableList<Outage> entries) => Entries = entries;

    /// <summary>The outages, newest first.</summary>
    public ImmutableList<Outage> Entries { get; }

    /// <summary>The one that lasts, or null.</summary>
    public Outage? Open => Entries is [{ End: null } newest, ..] ? newest : null;

    /// <summary>
    /// What an earlier process wrote. Hand-made or damaged histories are taken as far as they make sense: newest first, only the
    /// newest open, each ended before the next began.
    /// </summary>
    public static OutageLog Restore(IEnumerable<Outage> outages)
    {
        var sorted = outages.OrderByDescending(o => o.Start).Take(Capacity).ToList();
        return new([.. sorted.Select((o, i) => i == 0 ? Within(o, DateTimeOffset.MaxValue) : Within(o, sorted[i - 1].Start)).Where((o, i) => i == 0 || o.End is not null)]);
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
        return new(entries.Count > Capacity ? entries.RemoveAt(Capacity) : entries);
    }

    /// <summary>Replaces the open outage, when its reason has changed.</summary>
    public OutageLog Update(Func<Outage, Outage> change) => Open is { } open ? new(Entries.SetItem(0, change(open))) : this;

    /// <summary>Ends the open outage.</summary>
    public OutageLog Close(DateTimeOffset end) => Update(o => o with { End = end < o.Start ? o.Start : end });
}
