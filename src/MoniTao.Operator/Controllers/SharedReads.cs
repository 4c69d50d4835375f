namespace MoniTao.Operator.Controllers;

/// <summary>
/// One answer for all who ask for the same within a second. Thousands of monitors may refer to one ConfigMap, and each looks at it
/// once a minute: one by one they would be more than a hundred requests a second. Nothing is kept longer, for it may be a Secret.
/// </summary>
internal sealed class SharedReads(TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Task> _reads = new(StringComparer.Ordinal);
    private readonly Queue<(string Path, long At)> _order = new();

    /// <summary>The answer of the last second, or that of <paramref name="read"/>; a failure is shared like an answer.</summary>
    /// <param name="path">What is read; always with the same type.</param>
    /// <param name="read">Reads it. It belongs to all who wait, so nobody's cancellation may end it.</param>
    public Task<T> GetAsync<T>(string path, Func<Task<T>> read)
    {
        lock (_lock)
        {
            while (_order.TryPeek(out var oldest) && time.GetElapsedTime(oldest.At) >= Fresh)
                _reads.Remove(_order.Dequeue().Path);
            if (_reads.TryGetValue(path, out var known))
                return (Task<T>)known;
            var task = read();
            _reads.Add(path, task);
            _order.Enqueue((path, time.GetTimestamp()));
            return task;
        }
    }
}
