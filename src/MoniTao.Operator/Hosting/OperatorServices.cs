using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using MoniTao.Connectivity.Diagnosis;
using MoniTao.Connectivity.Guard;
using MoniTao.Connectivity.Probing;
using MoniTao.Connectivity.Scheduling;
using MoniTao.Operator.Api;
using MoniTao.Operator.Controllers;
using MoniTao.Operator.Metrics;
using MoniTao.Operator.Planning;
using MoniTao.Operator.Reporting;
using MoniTao.Operator.Runbooks;
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
    /// <param name="watchNamespace">The only namespace to watch; null for all.</param>
    /// <param name="scheduling">Limits of probing.</param>
    /// <param name="runbooks">Where the pages of the reasons are; null for where they are published.</param>
    /// <param name="metrics">What the metrics page has beyond the usual.</param>
    /// <param name="guard">When so many failures are suspected to be the prober's.</param>
    public static IServiceCollection AddMonitaoOperator(
        this IServiceCollection services,
        OperatorOptions options,
        string? watchNamespace = null,
        SchedulerOptions? scheduling = null,
        RunbookLinks? runbooks = null,
        MetricsOptions? metrics = null,
        GuardOptions? guard = null)
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
                controller.Watch = new WatchOptions { Namespace = watchNamespace };
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
            scheduling,
            new OutageDiagnosis(new Diagnostician(provider.GetRequiredService<TimeProvider>())).RunAsync,
            guard));

        // status conditions, Events, metrics at scrape
        services.AddSingleton(runbooks ?? RunbookLinks.Default);
        services.AddSingleton<StatusReporter>();
        services.AddSingleton<EventReporter>();
        services.AddSingleton<DefectLog>();
        services.AddSingleton(metrics ?? new MetricsOptions());
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
