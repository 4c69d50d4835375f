using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using MoniTao.Connectivity.Diagnosis;
using MoniTao.Connectivity.Probing;
using MoniTao.Operator.Api;
using MoniTao.Operator.Controllers;
using MoniTao.Operator.Metrics;
using MoniTao.Operator.Planning;
using MoniTao.Operator.Reporting;
using MoniTao.Operator.Runtime.Caching;
using MoniTao.Operator.Runtime.Events;
using MoniTao.Operator.Runtime.Hosting;
using MoniTao.Operator.Runtime.Watching;
using MoniTao.Operator.Supervision;

namespace MoniTao.Operator.Hosting;

/// <summary>The composition root of the operator: the flow, top to bottom.</summary>
public static class OperatorServices
{
    private const int ReconcileWorkers = 4;

    /// <summary>Adds everything that the operator consists of.</summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="options">The runtime: connection, identity, election.</param>
    /// <param name="monitoring">What is watched, and how.</param>
    public static IServiceCollection AddMonitaoOperator(this IServiceCollection services, OperatorOptions options, MonitoringOptions monitoring)
    {
        // source → Controller → MonitorPlan
        services.AddSingleton(provider =>
        {
            var supervisor = provider.GetRequiredService<Supervisor>();
            return new EntityCache<ConnectivityMonitor> { Thin = (fresh, before) => MonitorThinner.Thin(fresh, before, supervisor) };
        });
        services.AddKubernetesOperator(options)
            .AddController<ConnectivityMonitorController, ConnectivityMonitor>(controller =>
            {
                controller.Workers = ReconcileWorkers;
                controller.Watch = new WatchOptions { Namespace = monitoring.WatchNamespace };
            })
            .AddLeaderTask((provider, cancellation) =>
            {
                // they listen from the first term on
                _ = provider.GetRequiredService<EventReporter>();
                _ = provider.GetRequiredService<ProberReporter>();
                _ = provider.GetRequiredService<DefectLog>();
                return provider.GetRequiredService<StatusReporter>().RunAsync(cancellation);
            });
        services.AddSingleton<IReferenceResolver, ApiReferences>();
        services.AddSingleton<MonitorPlanner>();
        services.TryAddSingleton(new ReferenceCadence());

        // Scheduler → Probe → Observation → Classifier → Verdict
        services.AddSingleton(provider => new Prober(provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new Supervisor(
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<Prober>().ProbeAsync,
            monitoring.Scheduling,
            new OutageDiagnosis(new Diagnostician(provider.GetRequiredService<TimeProvider>())).RunAsync,
            monitoring.Guard));

        // status conditions, Events, metrics at scrape
        services.AddSingleton(monitoring.Runbooks);
        services.AddSingleton<StatusReporter>();
        services.AddSingleton<EventReporter>();
        services.AddSingleton<DefectLog>();
        services.AddSingleton(monitoring.Metrics);
        services.AddSingleton(provider => new ProberReporter(
            provider.GetRequiredService<Supervisor>(),
            provider.GetRequiredService<EventRecorder>(),
            options,
            provider.GetService<OwnPod>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<ProberReporter>>()));
        services.AddSingleton<MetricsPage>();
        services.AddHostedService<LeadershipWatch>();
        return services;
    }
}
