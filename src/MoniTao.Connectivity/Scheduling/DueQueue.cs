namespace MoniTao.Connectivity.Scheduling;

/// <summary>Monitors in the order in which they are due. Guarded by the scheduler's lock.</summary>
internal sealed class DueQueue
{
    private const int Few = 64;

    private readonly PriorityQueue<(ScheduleEntry Entry, long Ticket), TimeSpan> _heap = new();

    /// <summary>How many times are kept, those that no longer count included.</summary>
    public int Count => _heap.Count;

    /// <summary>How many wait whose time has come.</summary>
    public int CountDue(TimeSpan now) => _heap.UnorderedItems.Count(item => item.Priority <= now && IsValid(item.Element));

    /// <summary>Sets when a monitor is due; what was set before no longer counts.</summary>
    /// <param name="entry">The monitor.</param>
    /// <param name="due">When.</param>
    /// <param name="owned">How many monitors there are, for a heap of many more is mostly of what no longer counts.</param>
    public void Enqueue(ScheduleEntry entry, TimeSpan due, int owned)
    {
        entry.Due = due;
        entry.Ticket++;
        _heap.Enqueue((entry, entry.Ticket), due);
        // of monitors that come and go the old times would stay for as long as a period, which may be a day
        if (_heap.Count > Few && _heap.Count > 2 * owned)
            Compact();
    }

    /// <summary>The first, when there is one.</summary>
    public bool TryPeek(out ScheduleEntry? entry, out TimeSpan due)
    {
        while (_heap.TryPeek(out var next, out due))
        {
            entry = next.Entry;
            if (IsValid(next))
                return true;
            _heap.Dequeue();
        }

        entry = null;
        return false;
    }

    /// <summary>Takes the first away.</summary>
    public void Dequeue() => _heap.Dequeue();

    private static bool IsValid((ScheduleEntry Entry, long Ticket) item) => item.Ticket == item.Entry.Ticket;

    private void Compact()
    {
        var valid = _heap.UnorderedItems.Where(item => IsValid(item.Element)).ToList();
        _heap.Clear();
        _heap.EnqueueRange(valid);
    }
}
