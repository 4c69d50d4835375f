using System.Net.Sockets;
using System.Security.Authentication;
using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Probing.Tls;
using MoniTao.Operator.Metrics;

namespace MoniTao.Operator.Exporter;

/// <summary>
/// The answer to one probe under the names of blackbox_exporter 0.23, and <c>probe_failure_info</c>, which it does not have.
/// Which of them there are depends on the module and on how far the probe came, as there.
/// </summary>
internal static class ProbeMetrics
{
    private static readonly string[] Phase = ["phase"];

    public static readonly Metric<ProbeAnswer>[] All =
    [
        new("probe_success", MetricType.Gauge, "Displays whether or not the probe was a success", a => a.Verdict.Result == ProbeResult.Success ? 1 : 0),
        new("probe_duration_seconds", MetricType.Gauge, "How long the probe took to complete", a => a.Seen.Elapsed.TotalSeconds),
        new("probe_failure_info", MetricType.Gauge, "Why the probe failed; always 1", ["reason", "layer", "fault"], static (samples, a) =>
        {
            if (a.Verdict.Reason is { } reason)
                samples.Add(1, reason.Name, reason.Layer.Name(), reason.Fault.Word());
        }) { Present = "when it failed" },
        new("probe_dns_lookup_time_seconds", MetricType.Gauge, "How long name resolution took", a => a.Kind == TargetScheme.Dns ? 0 : Seconds(a.Seen.Dns?.Elapsed)),
        new("probe_ip_protocol", MetricType.Gauge, "The version of IP that was used; 0 without an address", a => a.Address?.AddressFamily switch { AddressFamily.InterNetwork => 4, AddressFamily.InterNetworkV6 => 6, _ => 0 }),
        new("probe_ip_addr_hash", MetricType.Gauge, "A hash of the address, which shows that it has changed; 0 without an address", a => AddressHash(a)),
        new("probe_failed_due_to_regex", MetricType.Gauge, "Always 0: no module has a pattern", a => a.Kind is TargetScheme.Icmp or TargetScheme.Dns ? null : 0) { Present = "http and tcp modules" },
        Http("probe_http_status_code", "The status code; 0 without an answer", a => a.Seen.Http?.Status ?? 0),
        Http("probe_http_content_length", "The length that the answer announced; -1 when it announced none, 0 without an answer", a => a.Seen.Http switch { { Status: not null } h => h.ContentLength ?? -1, _ => 0 }),
        Http("probe_http_uncompressed_body_length", "Bytes of the body that were read", a => a.Seen.Http?.BodyBytes ?? 0),
        Http("probe_http_redirects", "How many redirects were followed", a => a.Seen.RedirectedFrom.Count),
        Http("probe_http_ssl", "1 when the last answer came over TLS", a => a.Seen is { Http.Status: not null, Tls: not null } ? 1 : 0),
        Http("probe_http_version", "The version of HTTP of the answer; 0 without one", a => a.Seen.Http?.Version is { } v ? v.Major + (v.Minor / 10d) : 0),
        new("probe_http_duration_seconds", MetricType.Gauge, "How long each phase of the last exchange took", Phase, static (samples, a) =>
        {
            if (a.Kind != TargetScheme.Http)
                return;
            samples.Add(Seconds(a.Seen.Dns?.Elapsed), "resolve");
            if (a.Address is null)
                return;
            var http = a.Seen.Http;
            samples.Add(Seconds(a.Seen.Tcp?.Winner?.Elapsed), "connect");
            samples.Add(Seconds(a.Seen.Tls?.Elapsed), "tls");
            samples.Add(Seconds(http?.TimeToHeaders), "processing");
            samples.Add(http?.TimeToHeaders is { } headers ? Math.Max(0, Seconds(http.Elapsed - headers)) : 0, "transfer");
        }) { Present = "http modules" },
        Tls("probe_ssl_earliest_cert_expiry", "When the first of the certificates sent by the server ends, also when they were not acceptable", c => Unix(c.EarliestNotAfter)),
        Tls("probe_ssl_last_chain_expiry_timestamp_seconds", "When the chain up to the root ends", c => c is { Problems: CertificateProblems.None, ChainNotAfter: { } end } ? Unix(end) : null)
            with { Present = "over TLS, when the chain was accepted" },
        new("probe_ssl_last_chain_info", MetricType.Gauge, "The certificate of the server; always 1", ["fingerprint_sha256", "subject", "issuer", "subjectalternative"], static (samples, a) =>
        {
            if (a.Seen.Tls?.Certificate is { } c)
                samples.Add(1, c.Fingerprint, c.Subject, c.Issuer, string.Join(',', c.Names));
        }) { Present = "over TLS, once a certificate was seen" },
        new("probe_tls_version_info", MetricType.Gauge, "The version of TLS; always 1", ["version"], static (samples, a) =>
        {
            if (a.Seen.Tls is { Completed: true, Protocol: { } protocol })
                samples.Add(1, protocol switch { SslProtocols.Tls13 => "TLS 1.3", SslProtocols.Tls12 => "TLS 1.2", _ => "unknown" });
        }) { Present = "over TLS, after the handshake" },
        new("probe_icmp_duration_seconds", MetricType.Gauge, "How long each phase of the echo took", Phase, static (samples, a) =>
        {
            if (a.Kind != TargetScheme.Icmp)
                return;
            samples.Add(Seconds(a.Seen.Dns?.Elapsed), "resolve");
            samples.Add(0, "setup");
            samples.Add(a.Seen.Icmp is { Replied: true } icmp ? Seconds(icmp.Elapsed) : 0, "rtt");
        }) { Present = "icmp" },
        Dns("probe_dns_query_succeeded", "1 when the server answered", a => a.Seen.Dns?.Deciding?.Deciding.Any(q => q.Rcode is not null) == true ? 1 : 0),
        Dns("probe_dns_answer_rrs", "Aliases and addresses in the answers", a => a.Seen.Dns?.Deciding?.Deciding.Sum(q => q.Addresses.Count + q.Aliases.Count) ?? 0),
        new("probe_dns_duration_seconds", MetricType.Gauge, "How long each phase of the question took", Phase, static (samples, a) =>
        {
            if (a.Kind != TargetScheme.Dns)
                return;
            samples.Add(0, "resolve");
            samples.Add(0, "connect");
            samples.Add(Seconds(a.Seen.Dns?.Elapsed), "request");
        }) { Present = "dns" },
    ];

    private static Metric<ProbeAnswer> Http(string name, string help, Func<ProbeAnswer, double> read) =>
        new(name, MetricType.Gauge, help, a => a.Kind == TargetScheme.Http ? read(a) : null) { Present = "http modules" };

    private static Metric<ProbeAnswer> Tls(string name, string help, Func<CertificateFacts, double?> read) =>
        new(name, MetricType.Gauge, help, a => a.Seen.Tls?.Certificate is { } certificate ? read(certificate) : null) { Present = "over TLS, once a certificate was seen" };

    private static Metric<ProbeAnswer> Dns(string name, string help, Func<ProbeAnswer, double> read) =>
        new(name, MetricType.Gauge, help, a => a.Kind == TargetScheme.Dns ? read(a) : null) { Present = "dns" };

    private static double Seconds(TimeSpan? duration) => duration?.TotalSeconds ?? 0;

    private static double Unix(DateTimeOffset moment) => moment.ToUnixTimeSeconds();

    /// <summary>FNV-1a, 32 bits, of the bytes of the address: the same number as blackbox_exporter's, so that a graph goes on.</summary>
    private static uint AddressHash(ProbeAnswer answer) =>
        answer.Address?.GetAddressBytes().Aggregate(2166136261u, (hash, next) => unchecked((hash ^ next) * 16777619u)) ?? 0;
}
