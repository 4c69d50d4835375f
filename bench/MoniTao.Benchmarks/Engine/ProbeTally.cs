using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Engine;

namespace MoniTao.Benchmarks.Engine;

/// <summary>Counts probes as they end, and tells when there were enough.</summary>
internal sealed class ProbeTally
{
    private readonly Lock _lock = new();
    private TaskCompletionSource? _reached;
    private long _awaited;

    public long Probes { get; private set; }

    public long Failures { get; private set; }

    public string? FirstFailure { get; private set; }

    public void Add(MonitorUpdate update)
    {
        lock (_lock)
        {
            Probes++;
            if (update.After.Last is { Result: not ProbeResult.Success } last)
            {
                Failures++;
                FirstFailure ??= $"{last.Reason?.Name}: {last.Message}";
            }

            if (_reached is { } reached && Probes >= _awaited)
            {
                _reached = null;
                reached.SetResult();
            }
        }
    }

    /// <summary>Waits for so many more.</summary>
    public Task WaitAsync(long more, CancellationToken cancellation)
    {
        lock (_lock)
        {
            _awaited = Probes + more;
            _reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _reached.Task.WaitAsync(cancellation);
        }
    }
}
