using MoniTao.Operator.Api.Spec;
using P = MoniTao.Operator.Api.Spec.TargetPatterns;

namespace MoniTao.Operator.Planning;

/// <summary>The twin of each CEL rule: same id, same message, same verdict. Each gives the paths that break the rule.</summary>
public static class SpecRules
{
    private static readonly string[] Nothing = [];

    private static readonly string[] ReservedHeaders =
    [
        "connection", "content-length", "expect", "keep-alive", "proxy-authorization", "proxy-connection", "te", "trailer",
        "transfer-encoding", "upgrade",
    ];

    private static readonly Dictionary<string, Func<ConnectivityMonitorSpec, IEnumerable<string>>> Twins = new(StringComparer.Ordinal)
    {
        ["target-no-user-information"] = spec => Target(Is(spec, P.UserInformation)),
        ["target-ipv6-in-brackets"] = spec => Target(Is(spec, P.BareIpv6)),
        ["target-no-empty-label"] = spec => Target(Is(spec, P.EmptyLabel)),
        ["target-host-length"] = spec => Target(Is(spec, P.TooLong)),
        ["target-port-needed"] = spec => Target(Is(spec, P.NeedsPort) && !Is(spec, P.EndsWithPort)),
        ["target-port-in-range"] = spec => Target(Is(spec, P.WithPort) && !Is(spec, P.GoodPort)),
        ["target-host-only"] = spec => Target(Is(spec, P.HostOnlyScheme) && !Is(spec, P.HostOnly)),
        ["target-dns-of-name"] = spec => Target(Is(spec, P.DnsOfAddress)),
        ["timeout-within-period"] = spec => If(spec.TimeoutSeconds > spec.PeriodSeconds, "spec.timeoutSeconds"),
        ["retry-within-period"] = spec => If(spec.RetrySeconds > spec.PeriodSeconds, "spec.retrySeconds"),
        ["http-section-applies"] = spec => If(spec.Http is not null && !Is(spec, P.HttpScheme), "spec.http"),
        ["tls-section-applies"] = spec => If(spec.Tls is not null && !Is(spec, P.TlsScheme), "spec.tls"),
        ["tls-authority-is-used"] = spec => If(spec.Tls is { InsecureSkipVerify: true, CaConfigMapRef: not null }, "spec.tls.caConfigMapRef"),
        ["tls-revocation-is-asked"] = spec => If(spec.Tls is { InsecureSkipVerify: true, Revocation: not "None" }, "spec.tls.revocation"),
        ["http-one-secret"] = spec =>
            If(spec.Http is { BearerTokenSecretRef: not null, BasicAuthSecretRef: not null }, "spec.http.basicAuthSecretRef"),
        ["http-one-authorization"] = spec =>
            If(spec.Http is { } http && (http.BearerTokenSecretRef is not null || http.BasicAuthSecretRef is not null)
                && http.Headers.Any(header => IsName(header, "authorization")), "spec.http.headers"),
        ["http-head-has-no-body"] = spec => If(spec.Http is { Method: "HEAD", BodyPattern.Length: > 0 }, "spec.http.bodyPattern"),
        ["http-status-range-ascends"] = spec => If(spec.Http is { } http && http.ExpectedStatus.Any(Descends), "spec.http.expectedStatus"),
        ["http-header-is-free"] = spec => spec.Http?.Headers
            .Select((header, index) => (header, index))
            .Where(item => ReservedHeaders.Any(name => IsName(item.header, name)))
            .Select(item => $"spec.http.headers[{item.index}].name") ?? Nothing,
    };

    /// <summary>The ids of the rules that have a twin here.</summary>
    public static IReadOnlyCollection<string> Ids => Twins.Keys;

    /// <summary>Every rule that the spec breaks. Fields must not be null where the types forbid it.</summary>
    public static IEnumerable<SpecError> Check(ConnectivityMonitorSpec spec) =>
        Twins.SelectMany(twin => twin.Value(spec).Select(path => new SpecError(path, RuleCatalog.Rules[twin.Key].Message)));

    private static bool Is(ConnectivityMonitorSpec spec, string pattern) => BoundsChecker.Matches(spec.Target, pattern);

    private static bool IsName(HttpHeader header, string name) => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static bool Descends(string range) => range.Length == 7 && string.CompareOrdinal(range, 0, range, 4, 3) > 0;

    private static string[] Target(bool broken) => If(broken, "spec.target");

    private static string[] If(bool broken, string path) => broken ? [path] : Nothing;
}
