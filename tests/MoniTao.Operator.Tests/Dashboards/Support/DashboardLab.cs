using MoniTao.FaultLab;
using MoniTao.Operator.Tests.Alerting.Support;
using MoniTao.Operator.Tests.EndToEnd.Support;
using MoniTao.TestKit.ApiServers;

namespace MoniTao.Operator.Tests.Dashboards.Support;

/// <summary>
/// The real operator on a real API server, watching what is healthy, broken, doubtful, coming and going; and a real Prometheus
/// that scrapes it. Started once for all dashboards.
/// </summary>
public sealed class DashboardLab(ApiServerFixture fixture) : IAsyncLifetime
{
    /// <summary>The monitor with a name, a certificate, HTTP and an outage that ended: it has something in every panel but few.</summary>
    internal const string Star = "checkout";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <summary>For pictures: for how long it runs, with an outage now and then, before it is asked.</summary>
    private static readonly TimeSpan Hold =
        TimeSpan.FromMinutes(int.Parse(Environment.GetEnvironmentVariable("MONITAO_DASHBOARD_MINUTES") ?? "0", System.Globalization.CultureInfo.InvariantCulture));

    private static readonly string[] Scenarios =
    [
        "healthy-http", "healthy-tls", "healthy-https-name", "healthy-dns", "healthy-tcp", "healthy-cert-expiring", "healthy-dns-inconsistent",
        "dns-name-not-found", "dns-servfail", "tcp-refused", "tls-cert-expired", "tls-cert-name-mismatch", "http-unavailable", "http-silent",
    ];

    private readonly TimeProvider _time = TimeProvider.System;
    private int _asked;
    private FaultLabHost? _lab;
    private OperatorProcess? _operator;
    private PrometheusServer? _prometheus;
    private FakeAlertmanager? _alertmanager;
    private TargetPort? _unsteady;
    private TargetPort? _relay;

    internal PrometheusServer Prometheus => _prometheus!;

    internal DateTimeOffset Start { get; private set; }

    public async ValueTask InitializeAsync()
    {
        var server = await fixture.GetAsync();
        await MonitorDefinition.InstallAsync(server, CancellationToken.None);
        var space = await server.CreateNamespaceAsync("shop");
        _lab = await FaultLabHost.StartAsync(Scenarios);
        _unsteady = new TargetPort(_ => Interlocked.Increment(ref _asked) % 2 == 0 ? "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n" : "HTTP/1.1 204 Fine\r\n\r\n").Open();
        var named = _lab["healthy-https-name"];
        var target = new UriBuilder(named.Target);
        _relay = TargetPort.InFrontOf(target.Port).Open();
        target.Port = _relay.Port;

        Start = _time.GetUtcNow();
        _alertmanager = await FakeAlertmanager.StartAsync();
        _operator = OperatorProcess.Start(server.KubeconfigPath, space, "--alertmanager-url", $"http://127.0.0.1:{_alertmanager.Port}/am");
        _prometheus = await PrometheusServer.ScrapingAsync(_operator.Authority);
        foreach (var scenario in _lab.Scenarios.Append(named with { Name = Star, Target = target.Uri.ToString() }))
            await server.ApplyAsync(ScenarioManifests.Of(scenario).Replace("\"periodSeconds\":10", "\"periodSeconds\":5", StringComparison.Ordinal), space);
        string[] others =
        [
            MonitorSpace.Manifest("comes-and-goes", $"target: '{_unsteady.Http}', periodSeconds: 5, timeoutSeconds: 5, retrySeconds: 1, failureThreshold: 1"),
            MonitorSpace.Manifest("in-maintenance", $"target: '{_lab["tcp-refused"].Target}', periodSeconds: 5, timeoutSeconds: 5, maintenance: [{{schedule: '* * * * *', durationSeconds: 3600}}]"),
            MonitorSpace.Manifest("suspended", $"target: '{_lab["healthy-tcp"].Target}', suspend: true"),
            MonitorSpace.Manifest("stalled", $"target: '{_lab["healthy-http"].Target}', http: {{bodyPattern: '('}}"),
        ];
        await server.ApplyAsync(string.Join("\n---\n", others), space);
        await HappenAsync();
    }

    /// <summary>The present.</summary>
    internal DateTimeOffset Now() => _time.GetUtcNow();

    public async ValueTask DisposeAsync()
    {
        foreach (var part in new IAsyncDisposable?[] { _prometheus, _operator, _alertmanager, _relay, _unsteady, _lab })
            await (part?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    private async Task HappenAsync()
    {
        await OutageAsync(TimeSpan.Zero);
        for (var next = TimeSpan.FromSeconds(100); Now() < Start + Hold; next *= 1.3)
        {
            await Task.Delay(next);
            await OutageAsync(next / 3);
        }

        await UntilAsync("monitao_condition{type=\"Flapping\",status=\"True\"}");
        await UntilAsync("monitao_diagnosis_info");
        await UntilAsync("monitao_dns_resolver_consistent == 0");
        await UntilAsync("monitao_alertmanager_last_success_timestamp_seconds > 0");
        await UntilAsync("monitao_build_info offset 1m"); // the finest step of the heat map
    }

    /// <summary>Of the star: it is up, goes down, and comes back.</summary>
    private async Task OutageAsync(TimeSpan length)
    {
        await UntilAsync($"monitao_reachable{{monitor=\"{Star}\"}} == 1");
        await _relay!.CloseAsync();
        await UntilAsync($"monitao_diagnosis_info{{monitor=\"{Star}\"}}");
        await Task.Delay(length);
        _relay.Open();
        await UntilAsync($"monitao_reachable{{monitor=\"{Star}\"}} == 1");
    }

    private async Task UntilAsync(string query)
    {
        var start = _time.GetTimestamp();
        while ((await Prometheus.NowAsync(query, Now())).GetArrayLength() == 0)
        {
            Assert.True(_time.GetElapsedTime(start) < Limit, $"waited in vain for an answer to {query}\n{_operator!.Output}");
            await Task.Delay(500);
        }
    }
}
