using k8s;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MoniTao.Connectivity.Scheduling;
using MoniTao.Operator.Hosting;
using MoniTao.Operator.Metrics;
using MoniTao.Operator.Reporting;
using MoniTao.Operator.Runtime.Api;
using MoniTao.Operator.Runtime.Hosting;
using MoniTao.Operator.Supervision;

namespace MoniTao.Benchmarks.Engine;

/// <summary>
/// The operator's services by its own registration, with everything that listens to probes. Only the host is not started: no
/// watch, no Lease, and what is to be written waits in its queue.
/// </summary>
internal sealed class EngineHost : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public EngineHost(int maximumConcurrency)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddMonitaoConsole("json", verbose: false));
        // connected lazily, so never
        services.AddSingleton(_ => new KubernetesConnection(new KubernetesClientConfiguration { Host = "http://127.0.0.1:9" }));
        services.AddMonitaoOperator(new OperatorOptions(), new MonitoringOptions { Scheduling = new SchedulerOptions { MaximumConcurrency = maximumConcurrency } });
        _services = services.BuildServiceProvider();
        _ = _services.GetRequiredService<EventReporter>();
        _ = _services.GetRequiredService<ProberReporter>();
        _ = _services.GetRequiredService<DefectLog>();
        _ = _services.GetRequiredService<StatusReporter>();
        Supervisor = _services.GetRequiredService<Supervisor>();
        Metrics = _services.GetRequiredService<MetricsPage>();
    }

    public Supervisor Supervisor { get; }

    public MetricsPage Metrics { get; }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
