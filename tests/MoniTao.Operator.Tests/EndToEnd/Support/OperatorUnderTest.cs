using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MoniTao.Operator.Alerting;
using MoniTao.Operator.Controllers;
using MoniTao.Operator.Hosting;
using MoniTao.Operator.Metrics;
using MoniTao.Operator.Reporting;
using MoniTao.Operator.Runtime.Api;
using MoniTao.Operator.Runtime.Events;
using MoniTao.Operator.Runtime.Hosting;
using MoniTao.Operator.Supervision;

namespace MoniTao.Operator.Tests.EndToEnd.Support;

/// <summary>
/// The whole operator within this process, as its command starts it: same composition root, same pages. It watches one
/// namespace and keeps its Lease there, so that tests do not see each other.
/// </summary>
internal sealed class OperatorUnderTest : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly HttpEndpoints _endpoints;
    private readonly OperatorOptions _options;
    private readonly HttpClient _http = new();
    private bool _stopped;

    private OperatorUnderTest(IHost host, HttpEndpoints endpoints, OperatorOptions options, LogBook logs) =>
        (_host, _endpoints, _options, Logs) = (host, endpoints, options, logs);

    public LogBook Logs { get; }

    public OperatorHealth Health => _host.Services.GetRequiredService<OperatorHealth>();

    public Supervisor Supervisor => _host.Services.GetRequiredService<Supervisor>();

    public NotificationCounters Notifications => _host.Services.GetRequiredService<NotificationCounters>();

    /// <param name="kubeconfig">Server and identity.</param>
    /// <param name="space">The namespace to watch and to keep the Lease in; null: all, and the Lease where <paramref name="configure"/> says.</param>
    /// <param name="configure">Changes the options before the start.</param>
    /// <param name="alertmanager">Where outages are pushed to; null: nowhere.</param>
    public static async Task<OperatorUnderTest> StartAsync(
        string kubeconfig, string? space, Action<OperatorOptions>? configure = null, AlertmanagerOptions? alertmanager = null)
    {
        var logs = new LogBook();
        var options = new OperatorOptions
        {
            Name = "monitao-operator",
            LeaseNamespace = space,
            Connection = new KubernetesConnectionOptions { KubeconfigPath = kubeconfig },
            LeaseDuration = TimeSpan.FromSeconds(6),
            LeaseRenewDeadline = TimeSpan.FromSeconds(4),
            LeaseRetryPeriod = TimeSpan.FromSeconds(1),
        };
        configure?.Invoke(options);
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.SetMinimumLevel(LogLevel.Trace).AddProvider(logs);
        // a Secret that changes is noticed soon, so that a test need not wait a minute
        builder.Services.AddSingleton(new ReferenceCadence { HealAfter = TimeSpan.FromSeconds(1), RefreshAfter = TimeSpan.FromSeconds(1) });
        builder.Services.AddMonitaoOperator(options, new MonitoringOptions { WatchNamespace = space });
        if (alertmanager is not null)
            builder.Services.AddAlertPush(alertmanager);
        var host = builder.Build();
        var health = host.Services.GetRequiredService<OperatorHealth>();
        var endpoints = await HttpEndpoints.StartAsync(
            "http://127.0.0.1:0", host.Services.GetRequiredService<MetricsPage>(), () => Readiness.Of(health, options), null, CancellationToken.None);
        var started = new OperatorUnderTest(host, endpoints, options, logs);
        await host.StartAsync();
        return started;
    }

    /// <summary>Status code and body of one of its pages, such as <c>/metrics</c>.</summary>
    public async Task<(int Status, string Text)> GetAsync(string path)
    {
        using var response = await _http.GetAsync(_endpoints.Address + path);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public async Task<string> ScrapeAsync() => (await GetAsync("/metrics")).Text;

    /// <summary>Content type and text of a scrape by somebody who prefers OpenMetrics.</summary>
    public async Task<(string ContentType, string Text)> ScrapeOpenMetricsAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, _endpoints.Address + "/metrics");
        request.Headers.Accept.ParseAdd("application/openmetrics-text;version=1.0.0");
        using var response = await _http.SendAsync(request);
        return ($"{response.Content.Headers.ContentType}", await response.Content.ReadAsStringAsync());
    }

    /// <summary>Says that the prober has trouble, on the way of <see cref="ProberReporter"/>, without making the trouble.</summary>
    public void TellOfPod(ObjectReference pod) => _host.Services.GetRequiredService<EventRecorder>()
        .Record(pod, EventType.Warning, "ProberSuspect", "Probe", "most monitors fail at once", EventReporter.Controller, _options.Identity);

    /// <summary>Stops as on SIGTERM: the Lease is released.</summary>
    public async Task StopAsync()
    {
        if (_stopped)
            return;
        _stopped = true;
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _endpoints.DisposeAsync();
        _http.Dispose();
    }
}
