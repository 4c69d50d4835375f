using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using MoniTao.Operator.Runtime.Api;
using MoniTao.Operator.Runtime.Events;
using MoniTao.Operator.Runtime.Leases;
using MoniTao.Operator.Runtime.Status;

namespace MoniTao.Operator.Runtime.Hosting;

/// <summary>Registers the operator runtime with a generic host.</summary>
public static class OperatorServiceCollectionExtensions
{
    /// <summary>
    /// Adds the runtime. A <see cref="TimeProvider"/> or <see cref="KubernetesConnection"/> registered beforehand is used as it is.
    /// </summary>
    public static OperatorBuilder AddKubernetesOperator(this IServiceCollection services, OperatorOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(_ => KubernetesConnection.Open(options.Connection));
        services.AddSingleton(options);
        services.AddSingleton(provider => new KubernetesApi(
            provider.GetRequiredService<KubernetesConnection>().Client, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new StatusApplier(provider.GetRequiredService<KubernetesApi>(), options.Name));
        services.AddSingleton(provider => new EventRecorder(
            provider.GetRequiredService<KubernetesApi>(),
            options.Events,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<EventRecorder>>()));
        services.AddSingleton(provider => new LeaderElector(
            provider.GetRequiredService<KubernetesApi>(),
            Lease(options, provider.GetRequiredService<KubernetesConnection>()),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<LeaderElector>>()));
        services.AddSingleton<OperatorHealth>();
        services.AddHostedService<OperatorService>();
        return new OperatorBuilder(services);
    }

    /// <summary>Adds the runtime with options made in place.</summary>
    public static OperatorBuilder AddKubernetesOperator(this IServiceCollection services, Action<OperatorOptions>? configure = null)
    {
        var options = new OperatorOptions();
        configure?.Invoke(options);
        return services.AddKubernetesOperator(options);
    }

    private static LeaseOptions Lease(OperatorOptions options, KubernetesConnection connection) => new()
    {
        Namespace = options.LeaseNamespace ?? connection.Namespace,
        Name = options.Name,
        Identity = options.Identity,
        Duration = options.LeaseDuration,
        RenewDeadline = options.LeaseRenewDeadline,
        RetryPeriod = options.LeaseRetryPeriod,
    };
}
