using Microsoft.Extensions.Logging;
using MoniTao.Connectivity.Engine;
using MoniTao.Operator.Api;
using MoniTao.Operator.Runbooks;
using MoniTao.Operator.Runtime.Api;
using MoniTao.Operator.Runtime.Queueing;
using MoniTao.Operator.Runtime.Status;
using MoniTao.Operator.Supervision;

namespace MoniTao.Operator.Reporting;

/// <summary>
/// Writes status: on a change of substance at once, else at a slow heartbeat. Keys wait in a queue, so a burst of changes of
/// one monitor is one write, and while the API server is away what is due waits and is delivered after.
/// </summary>
public sealed partial class StatusReporter : IDisposable
{
    private const int Workers = 8;
    private static readonly WorkQueueOptions Pauses = new(TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(30));
    private static readonly ApiResource Resource = ApiResource.Of<ConnectivityMonitor>();

    private readonly Supervisor _supervisor;
    private readonly StatusApplier _applier;
    private readonly TimeProvider _time;
    private readonly RunbookLinks _runbooks;
    private readonly ILogger<StatusReporter> _logger;
    private readonly WorkQueue<string> _queue;

    /// <summary>Listens to the supervisor; nothing is written until <see cref="RunAsync"/>.</summary>
    public StatusReporter(
        Supervisor supervisor, StatusApplier applier, TimeProvider time, ILogger<StatusReporter> logger, RunbookLinks? runbooks = null)
    {
        (_supervisor, _applier, _time, _logger, _runbooks) = (supervisor, applier, time, logger, runbooks ?? RunbookLinks.Default);
        _queue = new WorkQueue<string>(time, Pauses);
        supervisor.Accepted += OnAccepted;
        supervisor.Probed += OnProbed;
        supervisor.Diagnosed += _queue.Add;
    }

    /// <summary>Monitors whose status waits to be looked at.</summary>
    public int Depth => _queue.Depth;

    /// <summary>Writes until cancelled; meant to run only while this replica leads.</summary>
    public Task RunAsync(CancellationToken cancellation)
    {
        foreach (var monitor in _supervisor.All)
            _queue.Add(monitor.Id);
        return Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => WorkAsync(cancellation)));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _supervisor.Accepted -= OnAccepted;
        _supervisor.Probed -= OnProbed;
        _supervisor.Diagnosed -= _queue.Add;
        _queue.Dispose();
    }

    private void OnAccepted(MonitorView? before, MonitorView after) => _queue.Add(after.Id);

    private void OnProbed(MonitorUpdate update)
    {
        if (update.Noteworthy)
            _queue.Add(update.Plan.Id);
    }

    private async Task WorkAsync(CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                var id = await _queue.TakeAsync(cancellation);
                try
                {
                    if (_supervisor.Find(id) is { } monitor)
                        await ReportAsync(monitor, cancellation);
                    else
                        _queue.Forget(id);
                }
                catch (Exception error) when (error is not OperationCanceledException)
                {
                    LogDefect(error, id);
                    _queue.AddBackedOff(id);
                }
                finally
                {
                    _queue.Done(id);
                }
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // the end of this term; what waits in the queue is looked at in the next
        }
    }

    private async Task ReportAsync(MonitorView monitor, CancellationToken cancellation)
    {
        var now = _time.GetUtcNow();
        var status = StatusBuilder.Build(monitor, now, _runbooks);
        var interval = Heartbeat.Interval(monitor.Id, _supervisor.Count);
        if (StatusSubstance.IsSame(status, monitor.Written) && !StatusSubstance.IsHeartbeatDue(status, monitor.Written!, now, interval))
        {
            if (monitor.IsProbed)
                _queue.AddAfter(monitor.Id, StatusSubstance.UntilHeartbeat(monitor.Written!, now, interval));
            return;
        }

        var metadata = monitor.Entity.Metadata;
        var target = new StatusTarget(Resource, metadata.NamespaceProperty, metadata.Name);
        var result = await _applier.ApplyAsync(target, StatusJson.ToUtf8(status), cancellation);
        switch (result.Outcome)
        {
            case StatusOutcome.Applied:
                _supervisor.MarkWritten(monitor.Id, metadata.Uid, status);
                _queue.Forget(monitor.Id);
                if (monitor.IsProbed)
                    _queue.AddAfter(monitor.Id, interval);
                break;
            case StatusOutcome.NotFound:
                _queue.Forget(monitor.Id); // deleted; the watch says so too
                break;
            case StatusOutcome.Invalid:
                LogInvalid(monitor.Id, result.Message);
                _queue.AddAfter(monitor.Id, interval);
                break;
            default:
                LogUnavailable(monitor.Id, result.Message);
                if (result.RetryAfter is { } wish)
                    _queue.AddAfter(monitor.Id, wish);
                else
                    _queue.AddBackedOff(monitor.Id);
                break;
        }
    }
}
