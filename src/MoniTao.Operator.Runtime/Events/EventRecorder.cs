using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using MoniTao.Operator.Runtime.Api;

namespace MoniTao.Operator.Runtime.Events;

/// <summary>
/// Records Kubernetes Events (<c>events.k8s.io/v1</c>). Recording never waits: delivery runs beside, repetitions are folded into a
/// series, and what exceeds the bounds is counted and dropped.
/// </summary>
public sealed partial class EventRecorder
{
    private readonly Lock _gate = new();
    private readonly EventOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly EventDelivery _delivery;
    private readonly EventSeriesTable _table;
    private readonly ObjectBudget _budget;
    private readonly Channel<EventSeries> _queue;
    private long _dropped;
    private long _failed;
    private long _delivered;

    /// <summary>Makes a recorder; events wait in it until <see cref="RunAsync"/>.</summary>
    public EventRecorder(KubernetesApi api, EventOptions options, TimeProvider clock, ILogger<EventRecorder> logger)
    {
        (_options, _clock, _logger) = (options, clock, logger);
        _delivery = new EventDelivery(api, options, clock);
        _table = new EventSeriesTable(options, clock);
        _budget = new ObjectBudget(options, clock);
        _queue = Channel.CreateBounded<EventSeries>(options.Capacity);
    }

    /// <summary>Events given up before delivery: queue full, the object's budget spent, or no time left on stop.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    /// <summary>Events that the server refused, or that could not be delivered in all tries.</summary>
    public long Failed => Volatile.Read(ref _failed);

    /// <summary>Writes that the server took, new events and series alike.</summary>
    public long Delivered => Volatile.Read(ref _delivered);

    /// <summary>Events that wait for delivery.</summary>
    public int Depth => _queue.Reader.Count;

    /// <summary>Records an event and returns at once.</summary>
    /// <param name="regarding">The object it is about.</param>
    /// <param name="type">Weight.</param>
    /// <param name="reason">Why, in CamelCase, for machines.</param>
    /// <param name="action">What was done or tried, in CamelCase.</param>
    /// <param name="note">For people; cut to 1 kB.</param>
    /// <param name="reportingController">Qualified name, for example <c>example.com/operator</c>.</param>
    /// <param name="reportingInstance">This replica.</param>
    public void Record(
        ObjectReference regarding, EventType type, string reason, string action, string note, string reportingController, string reportingInstance)
    {
        var identity = new EventIdentity(
            regarding, type, EventNote.FitName(reason), EventNote.FitName(action), reportingController, EventNote.FitName(reportingInstance));
        lock (_gate)
        {
            var series = _table.Record(identity, EventNote.Fit(note));
            if (series.Queued)
                return;
            if (_budget.TrySpend(regarding) && _queue.Writer.TryWrite(series))
            {
                series.Queued = true;
                return;
            }
            // A first event that is not delivered must not swallow its repetitions as a series.
            if (series.Count == 1)
                _table.Remove(series);
        }
        Interlocked.Increment(ref _dropped);
    }

    /// <summary>Delivers until cancelled, then what still waits within the flush time.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        using var end = new CancellationTokenSource();
        var delivering = DeliverAsync(end.Token);
        await Task.WhenAny(delivering, Task.Delay(Timeout.InfiniteTimeSpan, cancellation));
        _queue.Writer.TryComplete();
        await Task.WhenAny(delivering, Task.Delay(_options.FlushTimeout, _clock, CancellationToken.None));
        await end.CancelAsync();
        await delivering.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (_queue.Reader.TryRead(out _))
            Interlocked.Increment(ref _dropped);
    }

    private async Task DeliverAsync(CancellationToken end)
    {
        await foreach (var series in _queue.Reader.ReadAllAsync(end))
        {
            try
            {
                await _delivery.DeliverAsync(series, () => Snapshot(series), end);
                Interlocked.Increment(ref _delivered);
            }
            catch (OperationCanceledException)
            {
                Interlocked.Increment(ref _dropped);
                return;
            }
            catch (Exception error)
            {
                Interlocked.Increment(ref _failed);
                LogNotDelivered(series.Identity.Reason, series.Identity.Regarding.Name, error.Message);
                lock (_gate)
                    _table.Remove(series);
            }
        }
    }

    // Taken at the moment of writing: from here on a repetition needs a delivery of its own.
    private (int Count, DateTimeOffset LastAt) Snapshot(EventSeries series)
    {
        lock (_gate)
        {
            series.Queued = false;
            return (series.Count, series.LastAt);
        }
    }
}
