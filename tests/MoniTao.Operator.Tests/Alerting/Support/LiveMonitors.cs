using Microsoft.Extensions.Logging.Abstractions;
using MoniTao.Connectivity.Diagnosis;
using MoniTao.Connectivity.Probing;
using MoniTao.Operator.Alerting;
using MoniTao.Operator.Hosting;
using MoniTao.Operator.Metrics;
using MoniTao.Operator.Planning;
using MoniTao.Operator.Supervision;
using MoniTao.Operator.Tests.Planning;

namespace MoniTao.Operator.Tests.Alerting.Support;

/// <summary>The operator without its API server: real probes, real diagnosis, real push and real metrics, on the real clock.</summary>
internal sealed class LiveMonitors : IAsyncDisposable
{
    private readonly Prober _prober = new(TimeProvider.System);
    private readonly MonitorPlanner _planner = new(new FakeReferences());
    private readonly AlertPusher? _pusher;
    private HttpEndpoints? _endpoints;

    private LiveMonitors(AlertmanagerOptions? options)
    {
        var diagnosis = new OutageDiagnosis(new Diagnostician(TimeProvider.System));
        Supervisor = new Supervisor(TimeProvider.System, _prober.ProbeAsync, diagnose: diagnosis.RunAsync);
        _pusher = options is null ? null : new AlertPusher(Supervisor, options, TimeProvider.System, NullLogger<AlertPusher>.Instance);
    }

    public Supervisor Supervisor { get; }

    /// <summary>Where Prometheus finds it.</summary>
    public string Authority => new Uri(_endpoints!.Address).Authority;

    public static Task<LiveMonitors> StartAsync(params Uri[] alertmanagers) =>
        StartAsync(alertmanagers.Length == 0 ? null : new AlertmanagerOptions { Urls = alertmanagers });

    public static async Task<LiveMonitors> StartAsync(AlertmanagerOptions? options)
    {
        var live = new LiveMonitors(options);
        live._endpoints = await HttpEndpoints.StartAsync("http://127.0.0.1:0", new MetricsPage(live.Supervisor, TimeProvider.System, notifications: live._pusher?.Counters), null, null, CancellationToken.None);
        if (live._pusher is not null)
            await live._pusher.StartAsync(CancellationToken.None);
        return live;
    }

    /// <summary>Monitors <c>web/shop</c>, with the fields of its spec as JSON.</summary>
    public async Task ApplyAsync(string spec, int generation = 1)
    {
        var monitor = Specs.Monitor(spec);
        (monitor.Metadata.Generation, monitor.Metadata.Uid) = (generation, "uid");
        Supervisor.Accept(monitor, await _planner.PlanAsync(monitor, CancellationToken.None));
    }

    /// <summary>As fast as a user may ask for it.</summary>
    public static string Spec(string target) =>
        $$"""{"target": "{{target}}", "periodSeconds": 5, "retrySeconds": 1, "failureThreshold": 2, "alert": {"severity": "page"} }""";

    public async ValueTask DisposeAsync()
    {
        if (_pusher is not null)
            await _pusher.StopAsync(CancellationToken.None);
        _pusher?.Dispose();
        await _endpoints!.DisposeAsync();
        await Supervisor.DisposeAsync();
        _prober.Dispose();
    }
}
