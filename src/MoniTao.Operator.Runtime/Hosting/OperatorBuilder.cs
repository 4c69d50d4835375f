using k8s;
using k8s.Models;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using MoniTao.Operator.Runtime.Api;
using MoniTao.Operator.Runtime.Caching;
using MoniTao.Operator.Runtime.Reconciliation;

namespace MoniTao.Operator.Runtime.Hosting;

/// <summary>Adds controllers to an operator.</summary>
public sealed class OperatorBuilder(IServiceCollection services)
{
    /// <summary>The services of the host.</summary>
    public IServiceCollection Services { get; } = services;

    /// <summary>
    /// Runs <typeparamref name="TController"/> on all objects of <typeparamref name="TEntity"/>. The controller is a singleton, and
    /// so is the <see cref="EntityCache{TEntity}"/>, which others may ask for.
    /// </summary>
    public OperatorBuilder AddController<TController, TEntity>(Action<ControllerOptions>? configure = null)
        where TController : class, IEntityController<TEntity>
        where TEntity : class, IKubernetesObject<V1ObjectMeta>
    {
        var options = new ControllerOptions();
        configure?.Invoke(options);
        Services.TryAddSingleton<EntityCache<TEntity>>();
        Services.TryAddSingleton<TController>();
        Services.AddSingleton<ControllerRunner>(provider => new EntityControllerRunner<TEntity>(
            provider.GetRequiredService<TController>(),
            provider.GetRequiredService<KubernetesApi>(),
            provider.GetRequiredService<EntityCache<TEntity>>(),
            options,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<EntityControllerRunner<TEntity>>>()));
        return this;
    }

    /// <summary>Runs work beside the controllers, only while this replica leads.</summary>
    /// <param name="run">
    /// Runs until its token is cancelled; called anew for each term. Up to its first await it runs before any controller of that
    /// term, so what it attaches there misses nothing.
    /// </param>
    public OperatorBuilder AddLeaderTask(Func<IServiceProvider, CancellationToken, Task> run)
    {
        Services.AddSingleton(new LeaderTask(run));
        return this;
    }
}
