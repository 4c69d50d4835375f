using System.Net;
using MoniTao.Connectivity.Model;
using MoniTao.Operator.Api.Spec;

namespace MoniTao.Operator.Planning;

/// <summary>What no schema and no CEL rule can say: texts that are parsed by the code that will use them.</summary>
internal static class SemanticChecks
{
    private static readonly HashSet<string> ReservedLabels = new(StringComparer.Ordinal) { "alertname", "severity", "namespace", "monitor", "reason", "layer", "fault" };

    /// <summary>Every text that does not parse. Fields must not be null where the types forbid it.</summary>
    public static IEnumerable<SpecError> Check(ConnectivityMonitorSpec spec) =>
        Target(spec).Concat(Dns(spec.Dns)).Concat(Tls(spec.Tls)).Concat(Http(spec.Http)).Concat(Maintenance(spec)).Concat(Alert(spec.Alert));

    private static IEnumerable<SpecError> Target(ConnectivityMonitorSpec spec)
    {
        if (!TargetParser.TryParse(spec.Target, out _, out var error))
            yield return new SpecError("spec.target", error);
    }

    private static IEnumerable<SpecError> Dns(DnsSpec? dns)
    {
        for (var i = 0; i < dns?.Resolvers.Count; i++)
        {
            if (!ResolverAddress.TryParse(dns.Resolvers[i], out _, out var error))
                yield return new SpecError($"spec.dns.resolvers[{i}]", error);
        }

        for (var i = 0; i < dns?.ExpectedAddresses.Count; i++)
        {
            // The parser of .NET also takes 127.1 and 0x7f000001, which no DNS answer is ever written as.
            if (!IPAddress.TryParse(dns.ExpectedAddresses[i], out var address) || (address.GetAddressBytes().Length == 4 && address.ToString() != dns.ExpectedAddresses[i]))
                yield return new SpecError($"spec.dns.expectedAddresses[{i}]", $"\"{dns.ExpectedAddresses[i]}\" is not an IP address");
        }
    }

    private static IEnumerable<SpecError> Tls(TlsSpec? tls)
    {
        if (tls?.ServerName is { Length: > 0 } name && !HostName.TryNormalize(name, out _, out var error))
            yield return new SpecError("spec.tls.serverName", error);
    }

    private static IEnumerable<SpecError> Http(HttpSpec? http)
    {
        for (var i = 0; i < http?.ExpectedStatus.Count; i++)
        {
            if (!StatusRange.TryParse(http.ExpectedStatus[i], out _))
                yield return new SpecError($"spec.http.expectedStatus[{i}]", $"\"{http.ExpectedStatus[i]}\" is neither a code from 100 to 599 nor an ascending range such as \"200-299\"");
        }

        if (http is not null && !BodyPatternCompiler.TryCompile(http.BodyPattern, out _, out var error))
            yield return new SpecError("spec.http.bodyPattern", error);
        for (var i = 0; i < http?.Headers.Count; i++)
        {
            if (http.Headers[i].Name.Equals("Host", StringComparison.OrdinalIgnoreCase) && !IsAuthority(http.Headers[i].Value))
                yield return new SpecError($"spec.http.headers[{i}].value", "the Host header is a host name, with a port or without");
        }
    }

    /// <summary>What may stand between <c>http://</c> and the path may stand in a Host header (RFC 9110, 7.2).</summary>
    private static bool IsAuthority(string value) =>
        TargetParser.TryParse($"http://{value}", out var target, out _) && target.PathAndQuery == "/" && !value.EndsWith('/') && !value.Contains('#', StringComparison.Ordinal);

    private static IEnumerable<SpecError> Maintenance(ConnectivityMonitorSpec spec)
    {
        for (var i = 0; i < spec.Maintenance.Count; i++)
        {
            if (!MaintenanceSchedule.TryCreate(spec.Maintenance[i], out _, out var field, out var error))
                yield return new SpecError($"spec.maintenance[{i}].{field}", error);
        }
    }

    private static IEnumerable<SpecError> Alert(AlertSpec? alert)
    {
        foreach (var name in alert?.Labels.Keys ?? [])
        {
            if (name.Length > 128 || !BoundsChecker.Matches(name, "^[a-zA-Z_][a-zA-Z0-9_]*$") || name.StartsWith("__", StringComparison.Ordinal))
                yield return new SpecError($"spec.alert.labels[{name}]", "a label name has letters, digits and underscores, does not start with a digit or two underscores, and is at most 128 long");
            else if (ReservedLabels.Contains(name))
                yield return new SpecError($"spec.alert.labels[{name}]", "this label is set from the monitor itself");
        }

        if (alert is { RunbookUrl.Length: > 0 } && !Uri.TryCreate(alert.RunbookUrl, UriKind.Absolute, out _))
            yield return new SpecError("spec.alert.runbookUrl", "is not a URL");
    }
}
