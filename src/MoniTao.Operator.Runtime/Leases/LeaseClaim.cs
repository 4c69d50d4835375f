using MoniTao.Operator.Runtime.Api;

namespace MoniTao.Operator.Runtime.Leases;

/// <summary>
/// One candidate's view of the Lease. Whether another's claim has run out is judged by how long the record stood still here,
/// never by the times written in it: the clocks of two machines need not agree.
/// </summary>
internal sealed class LeaseClaim(LeaseStore store, LeaseOptions options, TimeProvider clock)
{
    private LeaseRecord? _seen;
    private long _seenAt;
    private bool _trusted;

    public string Holder => _seen?.Holder ?? "";

    /// <summary>Tries once to acquire or renew.</summary>
    /// <returns>True when the server confirmed that this candidate holds the Lease.</returns>
    /// <exception cref="ApiException">The server did not answer or refused; what is held is unknown.</exception>
    public async Task<bool> TryHoldAsync(TimeSpan deadline, CancellationToken cancellation)
    {
        // A renewal after a good one needs no read: the resourceVersion guards it.
        if (!_trusted)
            Observe(await store.ReadAsync(deadline, cancellation));
        _trusted = false;
        var now = clock.GetUtcNow();
        if (_seen is { } seen && seen.Holder.Length > 0 && seen.Holder != options.Identity && !HasExpired(seen))
            return false;
        var written = _seen is null
            ? await store.CreateAsync(LeaseRecord.New(options, now), deadline, cancellation)
            : await store.ReplaceAsync(_seen.HeldBy(options, now), deadline, cancellation);
        if (written is null)
            return false;
        Observe(written);
        return _trusted = true;
    }

    /// <summary>Gives the Lease up, if it is ours, so that another need not wait for it to run out.</summary>
    public async Task ReleaseAsync(TimeSpan deadline, CancellationToken cancellation)
    {
        _trusted = false;
        Observe(await store.ReadAsync(deadline, cancellation));
        if (_seen?.Holder == options.Identity)
            Observe(await store.ReplaceAsync(_seen.Released(clock.GetUtcNow()), deadline, cancellation));
    }

    private bool HasExpired(LeaseRecord seen) => clock.GetElapsedTime(_seenAt) >= (seen.Duration ?? options.Duration);

    private void Observe(LeaseRecord? lease)
    {
        if (lease is not null && lease.ResourceVersion == _seen?.ResourceVersion)
            return;
        _seen = lease;
        _seenAt = clock.GetTimestamp();
    }
}
