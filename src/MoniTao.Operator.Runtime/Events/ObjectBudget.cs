namespace MoniTao.Operator.Runtime.Events;

/// <summary>A token bucket per object, so that one flapping object cannot crowd out the events of all others. Not thread-safe.</summary>
internal sealed class ObjectBudget(EventOptions options, TimeProvider clock)
{
    private readonly Dictionary<ObjectReference, (double Tokens, long At)> _buckets = [];

    public bool TrySpend(ObjectReference regarding)
    {
        if (_buckets.Count >= options.MaximumSeries)
            DropFull();
        var tokens = Tokens(regarding);
        _buckets[regarding] = (tokens >= 1 ? tokens - 1 : tokens, clock.GetTimestamp());
        return tokens >= 1;
    }

    private double Tokens(ObjectReference regarding) => _buckets.TryGetValue(regarding, out var bucket)
        ? Math.Min(options.BurstPerObject, bucket.Tokens + clock.GetElapsedTime(bucket.At) / options.RefillInterval)
        : options.BurstPerObject;

    private void DropFull()
    {
        // A full bucket and no bucket are the same.
        foreach (var full in _buckets.Keys.Where(key => Tokens(key) >= options.BurstPerObject).ToList())
            _buckets.Remove(full);
        if (_buckets.Count >= options.MaximumSeries)
            _buckets.Clear();
    }
}
