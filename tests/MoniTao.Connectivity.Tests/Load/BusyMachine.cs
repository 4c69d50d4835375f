using System.Diagnostics;

namespace MoniTao.Connectivity.Tests.Load;

/// <summary>
/// Other work that takes all of the machine: processes and threads that spin, more of them than cores, and thread-pool work that
/// lets what is queued behind it wait. Ends with its disposal.
/// </summary>
internal sealed class BusyMachine : IDisposable
{
    private static readonly TimeSpan Piece = TimeSpan.FromMilliseconds(25);
    private readonly List<Process> _processes = [];
    private readonly List<Thread> _threads = [];
    private volatile bool _stopped;
    private int _queued;

    public BusyMachine(int processes, int threads, int poolWork)
    {
        for (var i = 0; i < processes; i++)
            _processes.Add(Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "i=0; while [ $i -lt 2000000000 ]; do i=$((i+1)); done"]))!);
        for (var i = 0; i < threads; i++)
        {
            var thread = new Thread(() => Spin(TimeSpan.MaxValue)) { IsBackground = true };
            thread.Start();
            _threads.Add(thread);
        }

        for (var i = 0; i < poolWork; i++)
            Queue();
    }

    /// <summary>Pieces of work that went through the thread pool.</summary>
    public int Pieces => Volatile.Read(ref _queued);

    public void Dispose()
    {
        _stopped = true;
        _threads.ForEach(thread => thread.Join());
        foreach (var process in _processes)
        {
            process.Kill();
            process.WaitForExit();
            process.Dispose();
        }
    }

    private void Queue()
    {
        Interlocked.Increment(ref _queued);
        ThreadPool.UnsafeQueueUserWorkItem(
            _ =>
            {
                Spin(Piece);
                if (!_stopped)
                    Queue();
            },
            null);
    }

    private void Spin(TimeSpan length)
    {
        var begin = TimeProvider.System.GetTimestamp();
        while (!_stopped && TimeProvider.System.GetElapsedTime(begin) < length)
            Thread.SpinWait(200);
    }
}
