namespace MoniTao.Connectivity.Probing.Tls;

/// <summary>
/// Verdicts by what they depend on, in two generations: when the young one is full or old enough it becomes the old one, and
/// what is not asked for until the next such change is forgotten. So a server that shows a new chain each time costs a bounded
/// piece of memory, and the verdicts in use survive it.
/// </summary>
internal sealed class VerdictCache
{
    /// <summary>The trust store of the system may have changed: nothing is believed for longer.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private readonly int _mostEntries;
    private readonly long _mostBytes;
    private Dictionary<VerdictKey, Entry> _young = [];
    private Dictionary<VerdictKey, Entry> _old = [];
    private long _youngBytes;
    private long _oldBytes;
    private DateTimeOffset _since;

    /// <summary>Bounds of each generation, in verdicts and in estimated bytes.</summary>
    public VerdictCache(int mostEntries = 16_384, long mostBytes = 16 << 20) => (_mostEntries, _mostBytes) = (mostEntries, mostBytes);

    /// <summary>What is held at the moment.</summary>
    public (int Entries, long Bytes) Held
    {
        get
        {
            lock (_lock)
                return (_young.Count + _old.Count, _youngBytes + _oldBytes);
        }
    }

    /// <summary>The verdict while it is true, or null.</summary>
    public CertificateVerdict? Find(VerdictKey key, DateTimeOffset now)
    {
        lock (_lock)
        {
            if (!_young.TryGetValue(key, out var entry) && _old.Remove(key, out entry))
            {
                _oldBytes -= entry.Bytes;
                Add(key, entry, now);
            }

            // a clock that was set back may stand before a date that had been passed
            return entry is not null && entry.From <= now && now <= entry.To ? entry.Verdict : null;
        }
    }

    /// <summary>Keeps a verdict of <paramref name="now"/> until <paramref name="to"/>, and never longer than <see cref="Longest"/>.</summary>
    public void Keep(VerdictKey key, CertificateVerdict verdict, DateTimeOffset now, DateTimeOffset to)
    {
        lock (_lock)
            Add(key, new Entry(verdict, now, to < now + Longest ? to : now + Longest, BytesOf(verdict)), now);
    }

    private void Add(VerdictKey key, Entry entry, DateTimeOffset now)
    {
        if (_young.Count >= _mostEntries || _youngBytes + entry.Bytes > _mostBytes || now - _since >= Longest)
        {
            (_old, _oldBytes) = (_young, _youngBytes);
            (_young, _youngBytes) = ([], 0);
            _since = now;
        }

        _youngBytes += entry.Bytes - (_young.TryGetValue(key, out var before) ? before.Bytes : 0);
        _young[key] = entry;
    }

    /// <summary>Rather too much than too little: a text that is held twice is counted twice.</summary>
    private static long BytesOf(CertificateVerdict verdict)
    {
        var (facts, candidates) = verdict;
        var texts = Texts(facts.Subject, facts.Issuer, facts.Fingerprint, facts.Detail) + facts.Names.Sum(n => Texts(n));
        var sent = facts.Sent.Sum(c => 100 + Texts(c.Subject, c.Issuer));
        return 500 + texts + sent + candidates.Sum(c => 200 + Texts(c.Subject) + c.Serial.Length + c.Issuer.Length + c.Lists.Sum(l => Texts(l)));
    }

    private static long Texts(params ReadOnlySpan<string> texts)
    {
        var bytes = 0L;
        foreach (var text in texts)
            bytes += 30 + (2 * text.Length);
        return bytes;
    }

    private sealed record Entry(CertificateVerdict Verdict, DateTimeOffset From, DateTimeOffset To, long Bytes);
}
