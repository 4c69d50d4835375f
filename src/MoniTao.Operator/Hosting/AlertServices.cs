using Microsoft.Extensions.DependencyInjection;
using MoniTao.Operator.Alerting;

namespace MoniTao.Operator.Hosting;

/// <summary>Adds the instant path to Alertmanager to an operator.</summary>
internal static class AlertServices
{
    /// <summary>Pushes alerts from when the host starts.</summary>
    public static IServiceCollection AddAlertPush(this IServiceCollection services, AlertmanagerOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<AlertPusher>();
        services.AddSingleton(provider => provider.GetRequiredService<AlertPusher>().Counters);
        services.AddHostedService(provider => provider.GetRequiredService<AlertPusher>());
        return services;
    }
}
