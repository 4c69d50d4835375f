using System.Collections.Concurrent;

namespace MoniTao.Operator.Commands;

/// <summary>What a round of examinations waits for, in a line.</summary>
internal sealed class ExaminationProgress(int total, Action<string> show)
{
    private readonly ConcurrentDictionary<int, string> _running = new();
    private int _done;

    /// <summary>Notes what goes on with a target.</summary>
    public void Report(int index, string phase)
    {
        _running[index] = phase;
        Show();
    }

    /// <summary>A target is dealt with.</summary>
    public void Done(int index)
    {
        _running.TryRemove(index, out _);
        Interlocked.Increment(ref _done);
        Show();
    }

    /// <summary>The first that is not dealt with holds up all behind it.</summary>
    private void Show()
    {
        var first = _running.OrderBy(running => running.Key).Select(running => running.Value).FirstOrDefault();
        if (first is not null)
            show(total == 1 ? first : $"{Volatile.Read(ref _done)} of {total} done; {first}");
    }
}
