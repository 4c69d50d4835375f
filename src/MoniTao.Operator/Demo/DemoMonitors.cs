using System.Text;
using k8s.Models;
using MoniTao.FaultLab;
using MoniTao.Operator.Api;
using MoniTao.Operator.Api.Spec;
using MoniTao.Operator.Sources;

namespace MoniTao.Operator.Demo;

/// <summary>
/// Turns scenarios of the fault lab into what a user would apply: a ConnectivityMonitor each, with the Secret and the ConfigMap
/// that it refers to. So the demo walks the whole way, from the spec on.
/// </summary>
internal static class DemoMonitors
{
    /// <summary>The namespace of every monitor of the demo.</summary>
    public const string Namespace = "demo";

    private const int Period = 5; // the shortest that a spec allows
    private const string AuthorityKey = "ca.crt";
    private const string TlsCertificate = "tls.crt";
    private const string TlsKey = "tls.key";

    /// <summary>The monitor of a scenario.</summary>
    public static ConnectivityMonitor Monitor(FaultScenario scenario)
    {
        var (settings, target) = (scenario.Settings, scenario.Target);
        var usesHttp = target.StartsWith("http", StringComparison.Ordinal);
        return new ConnectivityMonitor
        {
            Metadata = Metadata(scenario.Name),
            Spec = new ConnectivityMonitorSpec
            {
                Target = target,
                PeriodSeconds = Period,
                TimeoutSeconds = Math.Min(settings.TimeoutSeconds, Period),
                FailureThreshold = 2,
                RetrySeconds = 1,
                Dns = Dns(settings),
                Tls = usesHttp || target.StartsWith("tls", StringComparison.Ordinal) ? Tls(scenario) : null,
                Http = usesHttp ? Http(settings) : null,
            },
        };
    }

    /// <summary>What the monitors refer to.</summary>
    public static ManifestSet References(IReadOnlyCollection<FaultScenario> scenarios) => new(
        [],
        [.. scenarios.Where(s => s.Settings.ClientCertificatePem is not null).Select(Secret)],
        [.. scenarios.Where(s => s.Settings.CaBundlePem is not null).Select(ConfigMap)],
        []);

    private static DnsSpec Dns(FaultSettings settings)
    {
        var dns = new DnsSpec { RecordType = settings.RecordType ?? "Any", ExpectedAddresses = settings.ExpectedAddresses };
        return settings.Resolvers.Count == 0 ? dns : dns with { Resolvers = settings.Resolvers };
    }

    private static TlsSpec Tls(FaultScenario scenario)
    {
        var settings = scenario.Settings;
        var tls = new TlsSpec
        {
            ServerName = settings.ServerName ?? "",
            CaConfigMapRef = settings.CaBundlePem is null ? null : new ConfigMapKeyReference { Name = scenario.Name, Key = AuthorityKey },
            ClientCertificateSecretRef = settings.ClientCertificatePem is null ? null : new TlsSecretReference { Name = scenario.Name },
        };
        return tls with
        {
            MinimumVersion = settings.MinimumTlsVersion ?? tls.MinimumVersion,
            Revocation = settings.Revocation ?? tls.Revocation,
            ExpiryWarningDays = settings.ExpiryWarningDays ?? tls.ExpiryWarningDays,
        };
    }

    private static HttpSpec Http(FaultSettings settings)
    {
        var http = new HttpSpec { BodyPattern = settings.BodyPattern ?? "", FollowRedirects = settings.FollowRedirects };
        return settings.ExpectedStatus.Count == 0 ? http : http with { ExpectedStatus = settings.ExpectedStatus };
    }

    /// <summary>One PEM text serves as both: the reader of certificates skips keys, and that of keys skips certificates.</summary>
    private static V1Secret Secret(FaultScenario scenario)
    {
        var pem = Encoding.UTF8.GetBytes(scenario.Settings.ClientCertificatePem!);
        return new V1Secret { Metadata = Metadata(scenario.Name), Data = new Dictionary<string, byte[]> { [TlsCertificate] = pem, [TlsKey] = pem } };
    }

    private static V1ConfigMap ConfigMap(FaultScenario scenario) =>
        new() { Metadata = Metadata(scenario.Name), Data = new Dictionary<string, string> { [AuthorityKey] = scenario.Settings.CaBundlePem! } };

    private static V1ObjectMeta Metadata(string name) => new() { Name = name, NamespaceProperty = Namespace };
}
