using System.Threading.Channels;
using MoniTao.Operator.Runtime.Api;

namespace MoniTao.Operator.Runtime.Queueing;

/// <summary>
/// A queue of keys without duplicates. One worker at a time holds a key; a key added meanwhile comes back after
/// <see cref="Done"/>. Delays run on the given clock with a single timer, and nothing polls. Thread-safe.
/// </summary>
public sealed class WorkQueue<TKey>(TimeProvider clock, WorkQueueOptions options) : IDisposable where TKey : notnull
{
    private readonly Lock _gate = new();
    private readonly Channel<TKey> _ready = Channel.CreateUnbounded<TKey>();
    private readonly HashSet<TKey> _dirty = [];
    private readonly HashSet<TKey> _processing = [];
    private readonly Dictionary<TKey, int> _failures = [];
    private DelayedKeys<TKey>? _delayed;

    /// <summary>Keys that wait for a worker now; delayed ones are not counted.</summary>
    public int Depth => _ready.Reader.Count;

    /// <summary>Keys that wait for their time.</summary>
    public int DelayedCount => _delayed?.Count ?? 0;

    /// <summary>Asks for the key to be processed soon. Adding what is already waiting changes nothing.</summary>
    public void Add(TKey key)
    {
        lock (_gate)
        {
            if (_dirty.Add(key) && !_processing.Contains(key))
                _ready.Writer.TryWrite(key);
        }
    }

    /// <summary>Asks for the key to be processed after a pause. Of several requests the earliest stands.</summary>
    public void AddAfter(TKey key, TimeSpan delay)
    {
        if (delay <= TimeSpan.Zero)
        {
            Add(key);
            return;
        }
        DelayedKeys<TKey> delayed;
        lock (_gate)
            delayed = _delayed ??= new DelayedKeys<TKey>(clock, Add);
        delayed.Add(key, delay);
    }

    /// <summary>Asks again after a failure, later each time until <see cref="Forget"/>.</summary>
    /// <returns>The pause chosen.</returns>
    public TimeSpan AddBackedOff(TKey key)
    {
        int failures;
        lock (_gate)
        {
            failures = _failures.GetValueOrDefault(key);
            _failures[key] = failures + 1;
        }
        var pause = Backoff.Exponential(options.InitialBackoff, options.MaximumBackoff, failures);
        AddAfter(key, pause);
        return pause;
    }

    /// <summary>The key did well: its next failure starts with the shortest pause.</summary>
    public void Forget(TKey key)
    {
        lock (_gate)
            _failures.Remove(key);
    }

    /// <summary>Waits for a key. The caller must end with <see cref="Done"/> on every path.</summary>
    public async ValueTask<TKey> TakeAsync(CancellationToken cancellation)
    {
        var key = await _ready.Reader.ReadAsync(cancellation);
        lock (_gate)
        {
            _processing.Add(key);
            _dirty.Remove(key);
        }
        return key;
    }

    /// <summary>The worker has finished with the key.</summary>
    public void Done(TKey key)
    {
        lock (_gate)
        {
            _processing.Remove(key);
            if (_dirty.Contains(key))
                _ready.Writer.TryWrite(key);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _delayed?.Dispose();
}
