using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Model;

namespace MoniTao.Operator.Alerting;

/// <summary>
/// Reason → the one alert that stands for it; <c>alerts/monitao.rules.yaml</c> says the same in PromQL. A reason may set two
/// conditions (DnsTimeout: DnsFailed and TimedOut), but pages once: the layer decides above and below TCP, the condition within.
/// </summary>
internal static class AlertNames
{
    /// <summary>The alert about a DNS resolver that fails several monitors; see <see cref="ResolverAlert"/>.</summary>
    public const string ResolverFailing = Prefix + "ResolverFailing";

    private const string Prefix = "Monitao";

    /// <summary>The name of the alert; null for the prober's own trouble, which is no failure of a target.</summary>
    public static string? Of(Reason reason) => reason.Layer switch
    {
        Layer.Prober => null,
        Layer.Dns => Name(FailureConditions.DnsFailed),
        Layer.Tls => Name(FailureConditions.TlsError),
        Layer.Http => Name(FailureConditions.HttpError),
        _ => Name(reason.Conditions),
    };

    private static string Name(FailureConditions condition) => Prefix + condition;
}
