using System.Security.Cryptography;
using System.Text.Json;
using MoniTao.Connectivity.Model;
using MoniTao.Operator.Api;
using MoniTao.Operator.Api.Spec;

namespace MoniTao.Operator.Planning;

/// <summary>
/// Digests of a plan, equal across restarts. They cover the content of Secrets, so they stay inside the process: a short secret
/// could be guessed from one.
/// </summary>
internal static class Fingerprints
{
    /// <summary>
    /// Over what is asked of the target. A section that is left out and one that holds the defaults are the same. The content of
    /// Secrets is not in it: a rotated token is no other target, and the history goes on.
    /// </summary>
    public static string OfProbe(ConnectivityMonitorSpec spec, ProbeSpec probe) => Digest(new
    {
        Target = probe.Target.ToString(),
        TimeoutSeconds = (int)probe.Timeout.TotalSeconds,
        Dns = spec.Dns ?? new DnsSpec(),
        Tls = spec.Tls ?? new TlsSpec(),
        Http = spec.Http ?? new HttpSpec(),
    });

    /// <summary>Over everything.</summary>
    public static string OfPlan(ConnectivityMonitorSpec spec, string probe, Material material) => Digest(new
    {
        probe,
        material.Digest,
        spec.PeriodSeconds,
        spec.RetrySeconds,
        spec.FailureThreshold,
        spec.SuccessThreshold,
        spec.Maintenance,
        Alert = spec.Alert is null ? null : spec.Alert with { Labels = new SortedDictionary<string, string>(spec.Alert.Labels.ToDictionary(), StringComparer.Ordinal) },
    });

    private static string Digest<T>(T value) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(value, ApiJson.Options)));
}
