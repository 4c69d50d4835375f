using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Telemetry;

namespace MoniTao.Connectivity.Scheduling;

/// <summary>
/// Runs each monitor's probe when it is due: one timer for all of them, one probe at a time per monitor, a bound on all. When there
/// is more to probe than the bound allows, whoever waits longest is next, so every period stretches alike; targets that took long the last
/// time may have no more than a part of the room, so that many which time out do not hold up the others. It is told what to own and can be told
/// to let go; both take effect at once, also on a probe that is running.
/// </summary>
public sealed class Scheduler : IAsyncDisposable
{
    private readonly TimeProvider _time;
    private readonly SchedulerOptions _options;
    private readonly Func<MonitorPlan, CancellationToken, Task<TimeSpan?>> _probe;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ScheduleEntry> _entries = new(StringComparer.Ordinal);
    private readonly DueQueue _prompt = new();
    private readonly DueQueue _slow = new();
    private readonly HashSet<Task> _tasks = [];
    private readonly ITimer _timer;
    private readonly long _epoch;
    private TimeSpan _nextStart;
    private int _running;
    private int _slowRunning;
    private bool _stopped;

    /// <summary>Makes a scheduler; <paramref name="probe"/> returns when to come back if that is sooner than the next period.</summary>
    public Scheduler(TimeProvider time, SchedulerOptions options, Func<MonitorPlan, CancellationToken, Task<TimeSpan?>> probe)
    {
        _time = time;
        _options = options;
        _probe = probe;
        _epoch = time.GetTimestamp();
        _timer = time.CreateTimer(_ => Pump(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>How late probes start, from the moment they were due.</summary>
    public DurationHistogram Lag { get; } = new();

    /// <summary>Monitors owned.</summary>
    public int Owned
    {
        get
        {
            lock (_lock)
                return _entries.Values.Count(e => !e.Released);
        }
    }

    /// <summary>Monitors that are due and wait for others to end.</summary>
    public int Waiting
    {
        get
        {
            lock (_lock)
                return _prompt.CountDue(Now) + _slow.CountDue(Now);
        }
    }

    /// <summary>Probes running now.</summary>
    public int InFlight
    {
        get
        {
            lock (_lock)
                return _running;
        }
    }

    private TimeSpan Now => _time.GetElapsedTime(_epoch);

    /// <summary>
    /// Takes a monitor over, or replaces its plan. It is probed soon, unless <paramref name="spread"/> asks for its slot within
    /// the period: so at the start of a process, when all monitors come at once.
    /// </summary>
    public void Own(MonitorPlan plan, bool spread = false)
    {
        lock (_lock)
        {
            if (_stopped)
                return;
            if (!_entries.TryGetValue(plan.Id, out var entry))
                _entries[plan.Id] = entry = new ScheduleEntry(plan);
            entry.Plan = plan;
            entry.Released = false;
            entry.Offset = Slots.Offset(plan.Id, plan.Cadence.Period);
            var due = FirstDue(entry, spread);
            if (entry.Running is { } running)
            {
                entry.DueAfterRun = due;
                running.CancelAsync(); // continuations must not run under the lock
            }
            else
            {
                Enqueue(entry, due);
            }
        }

        Pump();
    }

    /// <summary>
    /// Probes these monitors once out of turn, as new ones are: soon, and at a distance from each other. One that runs, or is due
    /// sooner, is left alone.
    /// </summary>
    public void Hasten(IEnumerable<string> ids)
    {
        lock (_lock)
        {
            _nextStart = _nextStart > Now ? _nextStart : Now;
            foreach (var id in ids)
            {
                if (!_entries.TryGetValue(id, out var entry) || entry.Running is not null || entry.Due <= _nextStart)
                    continue;
                Enqueue(entry, _nextStart);
                _nextStart += _options.StartSpacing;
            }
        }

        Pump();
    }

    /// <summary>Lets a monitor go; a probe of it that runs is called off.</summary>
    public bool Release(string id)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(id, out var entry) || entry.Released)
                return false;
            entry.Released = true;
            entry.Ticket++;
            if (entry.Running is { } running)
                running.CancelAsync(); // it keeps its place until it has ended: one that is taken over anew must not run beside it
            else
                _entries.Remove(id);
            return true;
        }
    }

    /// <summary>Calls every probe off and waits for them to end.</summary>
    public async ValueTask DisposeAsync()
    {
        Task[] tasks;
        lock (_lock)
        {
            _stopped = true;
            foreach (var entry in _entries.Values)
            {
                entry.Released = true;
                entry.Running?.CancelAsync();
            }

            _entries.Clear();
            tasks = [.. _tasks];
        }

        await _timer.DisposeAsync().ConfigureAwait(false);
        await Task.WhenAll(tasks).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // one that was called off may throw
    }

    private TimeSpan FirstDue(ScheduleEntry entry, bool spread)
    {
        var now = Now;
        if (spread)
            return Slots.Next(entry.Offset, entry.Plan.Cadence.Period, now);
        _nextStart = _nextStart > now ? _nextStart : now;
        var due = _nextStart;
        if (due - now >= entry.Plan.Cadence.Period)
            return Slots.Next(entry.Offset, entry.Plan.Cadence.Period, now);
        _nextStart += _options.StartSpacing;
        return due;
    }

    private void Enqueue(ScheduleEntry entry, TimeSpan due) => (entry.Slow ? _slow : _prompt).Enqueue(entry, due, _entries.Count);

    /// <summary>Starts what is due, as far as the bounds allow, and sets the timer for the next.</summary>
    private void Pump()
    {
        lock (_lock)
        {
            // the clock is asked first: one that is turned by hand fires what is due when it is asked, so in the midst of what follows
            for (var now = Now; !_stopped && First(out var queue) is { } next; now = Now)
            {
                if (next.Due > now)
                {
                    // rounded up: a timer that fires early would find nothing due
                    _timer.Change(TimeSpan.FromMilliseconds(Math.Ceiling((next.Due - now).TotalMilliseconds)), Timeout.InfiniteTimeSpan);
                    return;
                }

                if (_running >= _options.MaximumConcurrency)
                    return; // the end of a probe pumps again
                queue.Dequeue();
                Start(next, now);
            }
        }
    }

    /// <summary>The next of both queues; of the slow ones none while they have their part of the room.</summary>
    private ScheduleEntry? First(out DueQueue queue)
    {
        queue = _prompt;
        _prompt.TryPeek(out var first, out var due);
        if (_slowRunning < _options.MaximumSlow && _slow.TryPeek(out var slow, out var slowDue) && (first is null || slowDue < due))
            (queue, first) = (_slow, slow);
        return first;
    }

    private void Start(ScheduleEntry entry, TimeSpan now)
    {
        var (plan, due) = (entry.Plan, entry.Due);
        _running++;
        _slowRunning += entry.Slow ? 1 : 0;
        entry.Running = new CancellationTokenSource();
        var token = entry.Running.Token;
        var task = Task.Run(
            () =>
            {
                Lag.Add(Now - due); // here, for a probe that waits for a thread has not started
                return _probe(plan, token);
            },
            CancellationToken.None);
        _tasks.Add(task);
        task.ContinueWith(t => Ended(entry, now, t), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private void Ended(ScheduleEntry entry, TimeSpan started, Task<TimeSpan?> task)
    {
        var took = Now - started; // before it waits for the lock, which is no matter of the target
        lock (_lock)
        {
            _running--;
            _slowRunning -= entry.Slow ? 1 : 0;
            entry.Slow = took >= _options.SlowAfter;
            _tasks.Remove(task);
            entry.Running = null;
            if (entry.Released)
            {
                _entries.Remove(entry.Plan.Id);
            }
            else if (!_stopped)
            {
                var sooner = task.IsCompletedSuccessfully ? task.Result : null;
                Enqueue(entry, entry.DueAfterRun ?? NextDue(entry, sooner));
                entry.DueAfterRun = null;
            }

            _ = task.Exception; // observed: a probe that throws must not stop its monitor
            Pump();
        }
    }

    private TimeSpan NextDue(ScheduleEntry entry, TimeSpan? sooner)
    {
        // The slot that follows a probe out of turn (the first, a retry) is kept, however close: leaving it out would make the
        // gap longer than the period, and a recovery would show that much later.
        var now = Now;
        var slot = Slots.Next(entry.Offset, entry.Plan.Cadence.Period, now);
        return sooner is { } delay && now + delay < slot ? now + delay : slot;
    }
}
