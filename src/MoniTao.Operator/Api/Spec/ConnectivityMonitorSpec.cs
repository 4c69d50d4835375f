using System.ComponentModel.DataAnnotations;
using MoniTao.Connectivity.Model;
using MoniTao.Operator.Api.Schema;
using P = MoniTao.Operator.Api.Spec.TargetPatterns;

namespace MoniTao.Operator.Api.Spec;

/// <summary>What to probe, how often, and what counts as success.</summary>
[Rule("timeout-within-period", "!has(self.timeoutSeconds) || self.timeoutSeconds <= self.periodSeconds",
    "timeoutSeconds must not exceed periodSeconds", FieldPath = ".timeoutSeconds")]
[Rule("retry-within-period", "self.retrySeconds <= self.periodSeconds",
    "retrySeconds must not exceed periodSeconds", FieldPath = ".retrySeconds")]
[Rule("http-section-applies", "!has(self.http) || self.target.matches(r'" + P.HttpScheme + "')",
    "http is for targets that start with http:// or https:// only", FieldPath = ".http")]
[Rule("tls-section-applies", "!has(self.tls) || self.target.matches(r'" + P.TlsScheme + "')",
    "tls is for targets that start with https://, tls:// or http:// (redirects) only", FieldPath = ".tls")]
public sealed record ConnectivityMonitorSpec
{
    /// <summary>
    /// What to probe: <c>https://host/path</c>, <c>http://host/path</c>, <c>tls://host:port</c>, <c>tcp://host:port</c>,
    /// <c>icmp://host</c> or <c>dns://name</c>. The scheme names the last layer that must work. An IPv6 address stands in brackets;
    /// user information is refused, because secrets belong in a Secret.
    /// </summary>
    [Required]
    [StringLength(TargetParser.MaximumLength, MinimumLength = 1)]
    [RegularExpression(P.Shape, ErrorMessage = "the target must start with https://, http://, tls://, tcp://, icmp:// or dns://, and a host must follow")]
    [Rule("target-no-user-information", "!self.matches(r'" + P.UserInformation + "')",
        "the target carries user information; use http.basicAuthSecretRef or http.bearerTokenSecretRef instead")]
    [Rule("target-ipv6-in-brackets", "!self.matches(r'" + P.BareIpv6 + "')",
        "an IPv6 address needs brackets, for example tcp://[2001:db8::1]:443")]
    [Rule("target-no-empty-label", "!self.matches(r'" + P.EmptyLabel + "')",
        "the host has an empty label (two dots in a row, or a leading dot)")]
    [Rule("target-host-length", "!self.matches(r'" + P.TooLong + "')",
        "the host is too long: a name has at most 253 characters, and at most 63 between two dots")]
    [Rule("target-port-needed", "!self.matches(r'" + P.NeedsPort + "') || self.matches(r'" + P.EndsWithPort + "')",
        "a tls:// or tcp:// target needs a port and has no path, for example tcp://host:443")]
    [Rule("target-port-in-range", "!self.matches(r'" + P.WithPort + "') || self.matches(r'" + P.GoodPort + "')",
        "the port must be a number from 1 to 65535")]
    [Rule("target-host-only", "!self.matches(r'" + P.HostOnlyScheme + "') || self.matches(r'" + P.HostOnly + "')",
        "an icmp:// or dns:// target has a host only: no port and no path")]
    [Rule("target-dns-of-name", "!self.matches(r'" + P.DnsOfAddress + "')",
        "a dns:// target asks for a name; this is an address")]
    public string Target { get; init; } = "";

    /// <summary>Seconds from the start of one probe to the start of the next.</summary>
    [Range(5, 86400)]
    public int PeriodSeconds { get; init; } = 60;

    /// <summary>
    /// Seconds for the whole probe, all layers together. At most <c>periodSeconds</c>. When not given: 10, or <c>periodSeconds</c>
    /// when that is shorter.
    /// </summary>
    [Range(1, 3600)]
    public int? TimeoutSeconds { get; init; }

    /// <summary>Failures in a row before the verdict turns to Down. Fewer are not counted as an outage.</summary>
    [Range(1, 100)]
    public int FailureThreshold { get; init; } = 2;

    /// <summary>Successes in a row before the verdict turns to Up again.</summary>
    [Range(1, 100)]
    public int SuccessThreshold { get; init; } = 1;

    /// <summary>
    /// Seconds until the next probe after a first failure: an outage is confirmed in seconds, whatever the period. At most
    /// <c>periodSeconds</c>.
    /// </summary>
    [Range(1, 86400)]
    public int RetrySeconds { get; init; } = 2;

    /// <summary>True stops probing; the verdict becomes Unknown and nothing is forgotten.</summary>
    public bool Suspend { get; init; }

    /// <summary>How the name is resolved.</summary>
    public DnsSpec? Dns { get; init; }

    /// <summary>How TLS is spoken and what of the certificate is demanded.</summary>
    public TlsSpec? Tls { get; init; }

    /// <summary>What is asked of an HTTP server and which answer is expected.</summary>
    public HttpSpec? Http { get; init; }

    /// <summary>Times in which a failure is expected: it is shown, but it is no outage and alerts nobody.</summary>
    [MaxLength(16)]
    public IReadOnlyList<MaintenanceWindow> Maintenance { get; init; } = [];

    /// <summary>What an alert about this monitor carries.</summary>
    public AlertSpec? Alert { get; init; }
}
