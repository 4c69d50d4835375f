using System.Formats.Asn1;
using MoniTao.Connectivity.Model;

namespace MoniTao.Connectivity.Probing.Tls.Revocation;

/// <summary>
/// Lists by their address, until the next one is due. A list that can't be had is not asked for again for a while either: a
/// silent server must not make every probe wait.
/// </summary>
internal sealed class ListCache(ListFetcher fetcher, TimeProvider time)
{
    private const int Most = 32;
    private static readonly TimeSpan Longest = TimeSpan.FromHours(12);
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan FetchLimit = TimeSpan.FromSeconds(3);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>The list at an address, or why there is none.</summary>
    public async Task<(RevocationList? List, string Problem)> GetAsync(string url, DnsOptions options, Deadline deadline)
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            if (_entries.TryGetValue(url, out var known) && now < known.Until)
                return (known.List, known.Problem);
        }

        // the handshake is done, and the exchange that follows must still have its time
        using var limit = deadline.Within(deadline.Remaining * 0.4 < FetchLimit ? deadline.Remaining * 0.4 : FetchLimit);
        var entry = Read(await fetcher.FetchAsync(url, options, limit).ConfigureAwait(false), now);
        if (!deadline.CancelledByCaller)
            Keep(url, entry);
        return (entry.List, entry.Problem);
    }

    private static Entry Read((byte[]? List, string Problem) fetched, DateTimeOffset now)
    {
        if (fetched.List is null)
            return new Entry(null, fetched.Problem, now + Shortest);
        try
        {
            var list = new RevocationList(fetched.List);
            var due = list.NextUpdate ?? now + Longest;
            return new Entry(list, "", due < now + Shortest ? now + Shortest : due > now + Longest ? now + Longest : due);
        }
        catch (AsnContentException)
        {
            return new Entry(null, "what its server sends is no list", now + Shortest);
        }
    }

    private void Keep(string url, Entry entry)
    {
        lock (_lock)
        {
            if (_entries.Count >= Most && !_entries.ContainsKey(url))
                _entries.Remove(_entries.MinBy(e => e.Value.Until).Key);
            _entries[url] = entry;
        }
    }

    private sealed record Entry(RevocationList? List, string Problem, DateTimeOffset Until);
}
