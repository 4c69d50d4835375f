using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MoniTao.Connectivity.Engine;
using MoniTao.Operator.Supervision;

namespace MoniTao.Operator.Alerting;

/// <summary>
/// Pushes confirmed outages to Alertmanager within the second. It follows probing, not the Lease: an outage of the API server must not
/// silence the alerts, and two replicas that say the same are one alert there (ADR 4). When the operator ends, it says nothing:
/// its successor goes on with the same alerts, and without one they run out.
/// </summary>
internal sealed class AlertPusher : BackgroundService
{
    /// <summary>The first message of an outage waits this long for the diagnosis: most are done by then, and it is what people want to read.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>Maintenance begins and ends without an event.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(10);

    private readonly Lock _considering = new();
    private readonly Supervisor _supervisor;
    private readonly TimeProvider _time;
    private readonly AlertComposer _composer;
    private readonly AlertBook _book;
    private readonly IReadOnlyDictionary<string, string> _externalLabels;
    private readonly ReplicaSet _replicas;
    private readonly ConcurrentDictionary<string, byte> _patient = new(StringComparer.Ordinal);

    /// <summary>Listens to the supervisor; nothing is sent until it is started.</summary>
    public AlertPusher(Supervisor supervisor, AlertmanagerOptions options, TimeProvider time, ILogger<AlertPusher> logger)
    {
        (_supervisor, _time, _externalLabels) = (supervisor, time, options.ExternalLabels);
        _composer = new AlertComposer(options.Runbooks, options.GeneratorUrl);
        _book = new AlertBook(time);
        _replicas = new ReplicaSet(_book, options, Counters, time, logger);
        supervisor.Accepted += OnAccepted;
        supervisor.Probed += OnProbed;
        supervisor.Diagnosed += Consider;
        supervisor.Removed += OnRemoved;
    }

    /// <summary>What was sent.</summary>
    public NotificationCounters Counters { get; } = new();

    /// <inheritdoc/>
    public override void Dispose()
    {
        _supervisor.Accepted -= OnAccepted;
        _supervisor.Probed -= OnProbed;
        _supervisor.Diagnosed -= Consider;
        _supervisor.Removed -= OnRemoved;
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(_replicas.RunAsync(stoppingToken), LookAsync(stoppingToken));

    private async Task LookAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            foreach (var monitor in _supervisor.All)
                Consider(monitor.Id);
            foreach (var (id, _) in _book.Firing.Where(alert => alert.Key != ResolverAlert.Id && _supervisor.Find(alert.Key) is null))
                _book.Forget(id);
            await Task.Delay(LookEvery, _time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void OnAccepted(MonitorView? before, MonitorView after) => Consider(after.Id);

    private void OnRemoved(string id)
    {
        lock (_considering)
            Note(id, null);
    }

    private void OnProbed(MonitorUpdate update)
    {
        var id = update.Plan.Id;
        var begins = update.Before.Outages.Open is null && update.After.Outages.Open is not null;
        if (begins && _patient.TryAdd(id, 0))
            _ = ConsiderLaterAsync(id);
        else if (!_patient.ContainsKey(id))
            Consider(id);
    }

    private async Task ConsiderLaterAsync(string id)
    {
        await Task.Delay(Patience, _time);
        if (_patient.TryRemove(id, out _))
            Consider(id);
    }

    private void Consider(string id)
    {
        _patient.TryRemove(id, out _);
        // in one piece: what was seen first must not be noted last
        lock (_considering)
        {
            // not found: its removal is told by itself, or another replica has it now
            if (_supervisor.Find(id) is { } monitor)
                Note(id, _composer.Compose(monitor, _time.GetUtcNow()));
        }
    }

    private void Note(string id, Alert? alert)
    {
        if (_book.Set(id, alert?.With(_externalLabels)))
            _book.Set(ResolverAlert.Id, ResolverAlert.Of(_book.Firing.Select(firing => firing.Value))?.With(_externalLabels));
    }
}
