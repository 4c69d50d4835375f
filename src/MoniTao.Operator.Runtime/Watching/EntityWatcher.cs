using System.Net;
using k8s;
using k8s.Models;
using Microsoft.Extensions.Logging;
using MoniTao.Operator.Runtime.Api;
using MoniTao.Operator.Runtime.Caching;

namespace MoniTao.Operator.Runtime.Watching;

/// <summary>Keeps a cache equal to the API server: lists, watches from there, and begins again as often as it must.</summary>
public sealed class EntityWatcher<TEntity> where TEntity : class, IKubernetesObject<V1ObjectMeta>
{
    // A watch that ends sooner and brings nothing counts as a failure, else a broken proxy makes us spin.
    private static readonly TimeSpan ShortWatch = TimeSpan.FromSeconds(1);

    private readonly KubernetesApi _api;
    private readonly WatchOptions _options;
    private readonly TimeProvider _clock;
    private readonly WatchLog _log;
    private readonly ApiResource _resource = ApiResource.Of<TEntity>();
    private readonly EntityLister<TEntity> _lister;
    private readonly Backoff _errors;
    private readonly Backoff _missing;
    private string? _version;
    private bool _asked;

    private readonly TaskCompletionSource _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Makes a watcher that does nothing until <see cref="RunAsync"/>. Use it for one run.</summary>
    public EntityWatcher(
        KubernetesApi api, EntityCache<TEntity> cache, WatchHealth health, WatchOptions options, TimeProvider clock, ILogger logger)
    {
        (_api, Cache, Health, _options, _clock, _log) = (api, cache, health, options, clock, new WatchLog(logger));
        _lister = new EntityLister<TEntity>(api, _resource, options, health);
        _errors = new Backoff(options.InitialBackoff, options.MaximumBackoff);
        _missing = new Backoff(options.InitialBackoff, options.MissingBackoff);
    }

    /// <summary>The cache this watcher writes.</summary>
    public EntityCache<TEntity> Cache { get; }

    /// <summary>Counters of this kind of object.</summary>
    public WatchHealth Health { get; }

    /// <summary>Completes when the server has said once what there is: a whole list, or that the kind does not exist.</summary>
    public Task FirstAnswer => _answered.Task;

    /// <summary>Runs until cancelled; no error of the server ends it.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        Cache.MarkSynced(false);
        while (!cancellation.IsCancellationRequested)
        {
            var pause = await ListOrWatchAsync(cancellation);
            if (pause > TimeSpan.Zero)
                await Task.Delay(pause, _clock, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        Cache.MarkSynced(false);
    }

    private async Task<TimeSpan> ListOrWatchAsync(CancellationToken cancellation)
    {
        try
        {
            _version ??= await ListAsync(cancellation);
            return await WatchAsync(_version, cancellation);
        }
        catch (Exception) when (cancellation.IsCancellationRequested)
        {
            return TimeSpan.Zero;
        }
        catch (ApiException error) when (error.Status == HttpStatusCode.NotFound)
        {
            return TakeAbsence();
        }
        catch (ApiException error)
        {
            // A version survives a broken connection; an error that the server reports makes it doubtful.
            if (error.Status is not (null or HttpStatusCode.TooManyRequests))
                _version = null;
            var pause = PauseAfter(error.RetryAfter);
            Health.Failed(error.Message);
            _log.Failed(_resource.Plural, pause, error.Message);
            return pause;
        }
        catch (Exception error)
        {
            // A subscriber of the cache may throw anything; the watch outlives it.
            _version = null;
            var pause = PauseAfter(null);
            Health.Failed(error.Message);
            _log.Unexpected(error, _resource.Plural, pause);
            return pause;
        }
    }

    private async Task<string> ListAsync(CancellationToken cancellation)
    {
        var seen = new HashSet<EntityKey>();
        // Once: where the server's cache will not do, or has become too old to watch from, the next list is exact.
        var exact = _asked || Cache.Count > 0;
        _asked = true;
        var version = exact
            ? await _lister.ListAsync(seen.Clear, item => Take(item, seen), cancellation)
            : await _lister.ListCachedAsync(item => Take(item, seen), cancellation);
        Cache.RemoveAllBut(seen);
        Health.Listed();
        Cache.MarkSynced(true);
        _missing.Reset();
        _answered.TrySetResult();
        _log.Listed(_resource.Plural, Cache.Count, version);
        return version;
    }

    private void Take(DecodedObject<TEntity> item, HashSet<EntityKey> seen)
    {
        if (item.Key is { } key)
            seen.Add(key);
        if (item.Entity is { } entity)
        {
            Cache.Set(entity);
            return;
        }
        Health.Undecodable();
        _log.Undecodable(item.Error, _resource.Kind, item.Key?.ToString() ?? "?");
    }

    private async Task<TimeSpan> WatchAsync(string version, CancellationToken cancellation)
    {
        var stream = new EntityStream<TEntity>(_api, _resource, _options, Cache, Health, _log, _clock);
        var started = _clock.GetTimestamp();
        var outcome = WatchOutcome.Closed;
        try
        {
            outcome = await stream.ReadAsync(version, cancellation);
        }
        catch (ApiException error) when (error.Status == HttpStatusCode.Gone)
        {
            outcome = WatchOutcome.Relist;
        }
        finally
        {
            _version = stream.ResourceVersion;
            if (stream.Progressed)
                _errors.Reset();
        }
        if (outcome == WatchOutcome.Relist)
        {
            _version = null;
            _log.Relisting(_resource.Plural);
        }
        else if (_clock.GetElapsedTime(started) >= ShortWatch)
        {
            _errors.Reset();
            return TimeSpan.Zero;
        }
        return stream.Progressed ? TimeSpan.Zero : _errors.Next();
    }

    private TimeSpan TakeAbsence()
    {
        var pause = _missing.Next();
        _version = null;
        Cache.RemoveAllBut(new HashSet<EntityKey>());
        Cache.MarkSynced(false);
        Health.Missing();
        _answered.TrySetResult();
        _log.Missing(_resource.Plural, pause);
        return pause;
    }

    private TimeSpan PauseAfter(TimeSpan? retryAfter)
    {
        var own = _errors.Next();
        if (retryAfter is not { } wish)
            return own;
        // Jitter on top, never below the server's wish: all who were refused at once would return at once.
        return (wish < _options.MaximumRetryAfter ? wish : _options.MaximumRetryAfter) + own;
    }
}
