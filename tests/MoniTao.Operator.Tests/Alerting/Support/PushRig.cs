using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using MoniTao.Connectivity.Model;
using MoniTao.Operator.Alerting;
using MoniTao.Operator.Api.Spec;
using MoniTao.Operator.Api.Status;
using MoniTao.Operator.Planning;
using MoniTao.Operator.Tests.Supervision;
using MoniTao.TestKit.FakeApiServer;

namespace MoniTao.Operator.Tests.Alerting.Support;

/// <summary>The real supervisor and pusher on a clock that the test turns, against a fake Alertmanager on a real socket.</summary>
internal sealed class PushRig : IAsyncDisposable
{
    private readonly AlertPusher _pusher;

    private PushRig(FakeAlertmanager receiver, Func<AlertmanagerOptions, AlertmanagerOptions>? configure)
    {
        Receiver = receiver;
        var options = new AlertmanagerOptions
        {
            Urls = [new Uri($"http://alertmanager.test:{receiver.Port}/am/")],
            // the clock runs away from a request on a busy machine
            Timeout = TimeSpan.FromDays(1),
            Resolve = (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]),
        };
        _pusher = new AlertPusher(Monitors.Supervisor, configure?.Invoke(options) ?? options, Monitors.Clock, NullLogger<AlertPusher>.Instance);
    }

    public FakeAlertmanager Receiver { get; }

    public SupervisorRig Monitors { get; } = new();

    public NotificationCounters Counters => _pusher.Counters;

    public static async Task<PushRig> StartAsync(Func<AlertmanagerOptions, AlertmanagerOptions>? configure = null, FakeAlertmanager? receiver = null)
    {
        var rig = new PushRig(receiver ?? await FakeAlertmanager.StartAsync(), configure);
        await rig._pusher.StartAsync(CancellationToken.None);
        return rig;
    }

    public void Accept(
        long generation = 1, AlertSpec? alert = null, Func<DateTimeOffset, bool>? maintenance = null, ConnectivityMonitorStatus? status = null, PlanResult? plan = null)
    {
        var entity = Views.Entity(generation, status: status);
        entity.Spec = entity.Spec with { Alert = alert };
        var planned = Views.Plan() with { InMaintenance = maintenance ?? (static _ => false), Fingerprint = $"f{generation}" };
        Monitors.Supervisor.Accept(entity, plan ?? new PlanResult.Planned(planned));
    }

    /// <summary>A monitor that is down and whose alert has arrived.</summary>
    public async Task FailAsync(AlertSpec? alert = null)
    {
        Accept(alert: alert);
        await Monitors.ProbeAsync(refused: true);
        await ArrivesAsync(1);
    }

    /// <summary>Turns the clock until so many alerts have arrived.</summary>
    public Task ArrivesAsync(int alerts) => TurnUntilAsync(() => Receiver.Alerts.Count >= alerts, $"{alerts} alerts");

    public Task TurnUntilAsync(Func<bool> condition, string what) =>
        Eventually.HoldsAsync(condition, what, () => Monitors.Clock.Advance(TimeSpan.FromMilliseconds(500)));

    /// <summary>Turns the clock so far, a second at a time, with a moment for what waits for it.</summary>
    public async Task TurnAsync(TimeSpan time)
    {
        for (var left = time; left > TimeSpan.Zero; left -= TimeSpan.FromSeconds(1))
        {
            Monitors.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(2);
        }
    }

    public async ValueTask DisposeAsync()
    {
        var stopping = _pusher.StopAsync(CancellationToken.None);
        await Eventually.HoldsAsync(() => stopping.IsCompleted, "the end", () => Monitors.Clock.Advance(TimeSpan.FromSeconds(1)));
        await stopping;
        _pusher.Dispose();
        await Monitors.DisposeAsync();
        await Receiver.DisposeAsync();
    }
}
