using Microsoft.Extensions.Logging;
using MoniTao.Operator.Runtime.Api;

namespace MoniTao.Operator.Runtime.Leases;

/// <summary>Lets one of many replicas work at a time, by a Lease of <c>coordination.k8s.io/v1</c>.</summary>
public sealed partial class LeaderElector
{
    private static readonly TimeSpan ReleaseDeadline = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan ShortestTry = TimeSpan.FromSeconds(1);

    private readonly LeaseOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly LeaseClaim _claim;
    private long _renewedAt;
    private long _transitions;
    private long _failures;
    private volatile bool _leading;
    private volatile string _holder = "";

    /// <summary>Makes a candidate that does nothing until <see cref="RunAsync"/>.</summary>
    public LeaderElector(KubernetesApi api, LeaseOptions options, TimeProvider clock, ILogger<LeaderElector> logger)
    {
        (_options, _clock, _logger) = (options, clock, logger);
        _claim = new LeaseClaim(new LeaseStore(api, options), options, clock);
    }

    /// <summary>True while this replica leads and its claim cannot have run out, even if the process was held up.</summary>
    public bool IsLeader => _leading && _clock.GetElapsedTime(Volatile.Read(ref _renewedAt)) < _options.Duration;

    /// <summary>Identity last seen in the Lease; empty when nobody holds it.</summary>
    public string Holder => _holder;

    /// <summary>Times that this replica became leader or ceased to be.</summary>
    public long Transitions => Volatile.Read(ref _transitions);

    /// <summary>Tries that the API server did not answer or refused.</summary>
    public long Failures => Volatile.Read(ref _failures);

    /// <summary>
    /// Waits for leadership, runs the work, and starts over when leadership is lost. Returns after the work ended by itself or
    /// <paramref name="cancellation"/> stopped it, with the Lease released. The work must end soon after its token is cancelled.
    /// </summary>
    /// <exception cref="Exception">Whatever the work throws, after the Lease is released.</exception>
    public async Task RunAsync(Func<CancellationToken, Task> whileLeading, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(whileLeading);
        while (await AcquireAsync(cancellation))
        {
            if (await LeadAsync(whileLeading, cancellation))
                return;
        }
    }

    private async Task<bool> AcquireAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            if (await TryHoldAsync(_options.RenewDeadline / 2, cancellation))
                return true;
            await PauseAsync(_options.RetryPeriod + Backoff.Jitter(_options.RetryPeriod) / 5, cancellation);
        }
        return false;
    }

    /// <returns>True when there is nothing left to do.</returns>
    private async Task<bool> LeadAsync(Func<CancellationToken, Task> whileLeading, CancellationToken cancellation)
    {
        using var term = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        SetLeading(true);
        var lost = false;
        var work = Task.Run(() => whileLeading(term.Token), CancellationToken.None);
        try
        {
            lost = await RenewUntilLostAsync(work, cancellation);
        }
        finally
        {
            // From here on nobody may believe that we lead, though the work is still winding down.
            SetLeading(false);
            await term.CancelAsync();
            await ((Task)work).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!lost)
                await ReleaseAsync();
        }
        if (work.IsFaulted)
            await work;
        return !lost;
    }

    private async Task<bool> RenewUntilLostAsync(Task work, CancellationToken cancellation)
    {
        while (!work.IsCompleted && !cancellation.IsCancellationRequested)
        {
            using var pause = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            await Task.WhenAny(work, PauseAsync(_options.RetryPeriod, pause.Token));
            await pause.CancelAsync();
            if (work.IsCompleted || cancellation.IsCancellationRequested)
                break;
            var left = _options.RenewDeadline - _clock.GetElapsedTime(Volatile.Read(ref _renewedAt));
            var limit = left < _options.RenewDeadline / 2 ? left : _options.RenewDeadline / 2;
            if (await TryHoldAsync(limit > ShortestTry ? limit : ShortestTry, cancellation) || cancellation.IsCancellationRequested)
                continue;
            var taken = _holder.Length > 0 && _holder != _options.Identity;
            if (taken || _clock.GetElapsedTime(Volatile.Read(ref _renewedAt)) >= _options.RenewDeadline)
            {
                LogLost(_options.Name, _holder);
                return true;
            }
        }
        return false;
    }

    private async Task<bool> TryHoldAsync(TimeSpan deadline, CancellationToken cancellation)
    {
        // Counted from before the request: the server may have stored it as early as that.
        var asked = _clock.GetTimestamp();
        try
        {
            var held = await _claim.TryHoldAsync(deadline, cancellation);
            _holder = _claim.Holder;
            if (held)
                Volatile.Write(ref _renewedAt, asked);
            return held;
        }
        catch (Exception error) when (!cancellation.IsCancellationRequested)
        {
            Interlocked.Increment(ref _failures);
            LogTryFailed(_options.Name, error.Message);
            return false;
        }
        catch
        {
            return false;
        }
    }

    private async Task ReleaseAsync()
    {
        try
        {
            await _claim.ReleaseAsync(ReleaseDeadline, CancellationToken.None);
            _holder = _claim.Holder;
            LogReleased(_options.Name);
        }
        catch (Exception error)
        {
            // The Lease then runs out by itself.
            LogReleaseFailed(_options.Name, error.Message);
        }
    }

    private void SetLeading(bool leading)
    {
        _leading = leading;
        Interlocked.Increment(ref _transitions);
        if (leading)
            LogLeading(_options.Name, _options.Identity);
    }

    private async Task PauseAsync(TimeSpan pause, CancellationToken cancellation) =>
        await Task.Delay(pause, _clock, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
