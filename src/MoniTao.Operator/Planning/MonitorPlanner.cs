using System.Net;
using System.Security.Authentication;
using MoniTao.Connectivity.Model;
using MoniTao.Operator.Api;
using MoniTao.Operator.Api.Spec;

namespace MoniTao.Operator.Planning;

/// <summary>Turns a monitor into a plan: validated, its references resolved, immutable.</summary>
public sealed class MonitorPlanner(IReferenceResolver references)
{
    private const int DefaultTimeoutSeconds = 10;
    private const int ErrorsShown = 5;

    // Most monitors say nothing of these: thousands of plans share what is then meant.
    private static readonly Func<DateTimeOffset, bool> Never = static _ => false;
    private static readonly DnsOptions DefaultDns = Dns(new DnsSpec());
    private static readonly TlsOptions DefaultTls = Tls(new TlsSpec(), new Material { Digest = "" });
    private static readonly HttpOptions DefaultHttp = Http(new HttpSpec(), new Material { Digest = "" });

    /// <summary>Plans one monitor. Throws only what the resolver of references throws, and when cancelled.</summary>
    public async Task<PlanResult> PlanAsync(ConnectivityMonitor monitor, CancellationToken cancellationToken)
    {
        var errors = SpecValidator.Validate(monitor.Spec);
        if (errors.Count > 0)
            return new PlanResult.Stalled(StallReason.InvalidSpec, Describe(errors));
        if (monitor.Spec.Suspend)
            return new PlanResult.Suspended();
        try
        {
            var material = await MaterialLoader.LoadAsync(references, monitor, cancellationToken);
            return new PlanResult.Planned(Build(monitor, material));
        }
        catch (StalledException stalled)
        {
            return new PlanResult.Stalled(stalled.Reason, stalled.Message);
        }
    }

    private static string Describe(IReadOnlyList<SpecError> errors)
    {
        var shown = string.Join("; ", errors.Take(ErrorsShown));
        return errors.Count <= ErrorsShown ? shown : $"{shown}; and {errors.Count - ErrorsShown} more";
    }

    private static MonitorPlan Build(ConnectivityMonitor monitor, Material material)
    {
        var spec = monitor.Spec;
        var probe = Probe(spec, material);
        var windows = spec.Maintenance.Select(Window).ToArray();
        var probeFingerprint = Fingerprints.OfProbe(spec, probe);
        return new MonitorPlan
        {
            Id = $"{monitor.Metadata.NamespaceProperty}/{monitor.Metadata.Name}",
            Probe = probe,
            Cadence = new Cadence
            {
                Period = TimeSpan.FromSeconds(spec.PeriodSeconds),
                Retry = TimeSpan.FromSeconds(spec.RetrySeconds),
                FailureThreshold = spec.FailureThreshold,
                SuccessThreshold = spec.SuccessThreshold,
            },
            InMaintenance = windows.Length == 0 ? Never : moment => windows.Any(window => window.Contains(moment)),
            ProbeFingerprint = probeFingerprint,
            Fingerprint = Fingerprints.OfPlan(spec, probeFingerprint, material),
        };
    }

    private static ProbeSpec Probe(ConnectivityMonitorSpec spec, Material material)
    {
        var target = TargetParser.TryParse(spec.Target, out var parsed, out var error) ? parsed : throw Unvalidated(error);
        return new ProbeSpec
        {
            Target = target,
            Timeout = TimeSpan.FromSeconds(spec.TimeoutSeconds ?? Math.Min(DefaultTimeoutSeconds, spec.PeriodSeconds)),
            Dns = spec.Dns is null ? DefaultDns : Dns(spec.Dns),
            Tls = spec.Tls is null ? DefaultTls : Tls(spec.Tls, material),
            Http = spec.Http is null ? DefaultHttp : Http(spec.Http, material),
        };
    }

    private static DnsOptions Dns(DnsSpec dns) => new()
    {
        Resolvers = [.. dns.Resolvers.Select(text => ResolverAddress.TryParse(text, out var resolver, out var error) ? resolver : throw Unvalidated(error))],
        RecordType = Enum.Parse<AddressRecordType>(dns.RecordType),
        ExpectedAddresses = [.. dns.ExpectedAddresses.Select(IPAddress.Parse)],
    };

    private static TlsOptions Tls(TlsSpec tls, Material material) => new()
    {
        ServerName = tls.ServerName.Length > 0 && HostName.TryNormalize(tls.ServerName, out var name, out _) ? name : null,
        MinimumVersion = tls.MinimumVersion == "1.3" ? SslProtocols.Tls13 : SslProtocols.Tls12,
        ExpiryWarning = TimeSpan.FromDays(tls.ExpiryWarningDays),
        Revocation = tls.Revocation == "CRL" ? RevocationMode.Crl : RevocationMode.None,
        InsecureSkipVerify = tls.InsecureSkipVerify,
        TrustedRoots = material.TrustedRoots,
        ClientCertificate = material.ClientCertificate,
    };

    private static HttpOptions Http(HttpSpec http, Material material) => new()
    {
        Method = http.Method,
        Headers = [.. http.Headers.Select(header => KeyValuePair.Create(header.Name, header.Value))],
        ExpectedStatus = [.. http.ExpectedStatus.Select(text => StatusRange.TryParse(text, out var range) ? range : throw Unvalidated(text))],
        BodyPattern = BodyPatternCompiler.TryCompile(http.BodyPattern, out var pattern, out var error) ? pattern : throw Unvalidated(error),
        FollowRedirects = http.FollowRedirects,
        Authorization = material.Authorization,
    };

    private static MaintenanceSchedule Window(MaintenanceWindow window) =>
        MaintenanceSchedule.TryCreate(window, out var schedule, out _, out var error) ? schedule : throw Unvalidated(error);

    /// <summary>Reached only when the validator has let through what can't be planned: our own bug, still no crash of the operator.</summary>
    private static StalledException Unvalidated(string error) => new(StallReason.InvalidSpec, $"spec: {error}");
}
