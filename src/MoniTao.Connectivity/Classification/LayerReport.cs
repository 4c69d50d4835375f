using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Probing;
using MoniTao.Connectivity.Probing.Dns;
using MoniTao.Connectivity.Probing.Tls;

namespace MoniTao.Connectivity.Classification;

/// <summary>The waterfall: each layer with its outcome, time and what was seen.</summary>
internal static class LayerReport
{
    public static IReadOnlyList<LayerResult> Of(Observation seen, Finding? finding)
    {
        Layer? failed = finding is null ? null : FailedLayer(seen, finding);
        return [.. LayerNames.LayersOf(seen.Target).Select(layer => Row(seen, finding, layer, failed))];
    }

    public static string Success(Observation seen)
    {
        var last = LayerNames.LayersOf(seen.Target)[^1];
        return last switch
        {
            Layer.Http => $"{seen.Target} answers with status {seen.Http?.Status}",
            Layer.Dns => $"{seen.Target.Host} is {string.Join(", ", seen.Dns!.Addresses.Take(4))}",
            Layer.Icmp => $"{seen.Icmp?.Remote} replies to the echo",
            _ => $"{seen.Target} is reachable at {seen.Tcp?.Winner?.Remote}",
        };
    }

    /// <summary>The prober's own trouble is shown at the layer that it kept from working.</summary>
    private static Layer FailedLayer(Observation seen, Finding finding)
    {
        var layers = LayerNames.LayersOf(seen.Target);
        if (layers.Contains(finding.Reason.Layer))
            return finding.Reason.Layer;
        if (seen.Dns is null || seen.Dns.Addresses.Count == 0)
            return Layer.Dns;
        return seen switch
        {
            { Http: not null } => Layer.Http,
            { Tls.Fault: not null } => Layer.Tls,
            { Tcp: not null } => Layer.Tcp,
            _ => layers[Math.Min(1, layers.Count - 1)],
        };
    }

    private static LayerResult Row(Observation seen, Finding? finding, Layer layer, Layer? failed)
    {
        if (failed is { } at && layer > at)
            return new LayerResult(layer, LayerOutcome.NotReached, null, "");
        var outcome = layer == failed ? LayerOutcome.Failed : LayerOutcome.Passed;
        var detail = outcome == LayerOutcome.Failed ? finding!.Reason.Name : Detail(seen, layer);
        return new LayerResult(layer, outcome, Duration(seen, layer), detail);
    }

    private static TimeSpan? Duration(Observation seen, Layer layer) => layer switch
    {
        Layer.Dns => seen.Dns?.Elapsed,
        Layer.Icmp => seen.Icmp?.Elapsed,
        Layer.Tcp => seen.Tcp?.Winner?.Elapsed ?? seen.Tcp?.Elapsed,
        Layer.Tls => seen.Tls?.Elapsed,
        _ => seen.Http?.Elapsed,
    };

    private static string Detail(Observation seen, Layer layer) => layer switch
    {
        Layer.Dns => Dns(seen.Dns),
        Layer.Icmp => $"{seen.Icmp?.Remote}",
        Layer.Tcp => Tcp(seen),
        Layer.Tls => Tls(seen.Tls),
        _ => Http(seen),
    };

    private static string Dns(DnsFacts? dns)
    {
        if (dns is null)
            return "";
        if (dns.Source == DnsSource.Literal)
            return "address literal";
        var addresses = string.Join(", ", dns.Addresses.Take(4)) + (dns.Addresses.Count > 4 ? $" and {dns.Addresses.Count - 4} more" : "");
        var ttl = dns.Deciding?.Deciding.Select(q => q.TimeToLive).Min();
        var stray = dns.Deciding?.Deciding.Select(q => q.Mismatch).FirstOrDefault(m => m is not null) is { } mismatch ? $", also {mismatch}, which was not believed" : "";
        return dns.Source == DnsSource.Hosts
            ? $"{addresses} (hosts file)"
            : (ttl is { } t ? $"{addresses} (TTL {t.TotalSeconds:0})" : addresses) + stray;
    }

    private static string Tcp(Observation seen)
    {
        var failed = seen.Tcp?.Attempts.Count(a => a.Fault is not null) ?? 0;
        var again = seen.Tcp?.Winner?.SynRetransmits is > 0 and var times ? $" (SYN sent {times + 1} times: loss, or a busy server)" : "";
        return $"{seen.Tcp?.Winner?.Remote}{(failed > 0 ? $" ({failed} other address{(failed > 1 ? "es" : "")} failed)" : "")}{again}";
    }

    private static string Tls(TlsFacts? tls) =>
        tls is null ? "" : $"{ProtocolName(tls)}{(tls.Certificate is { } c ? $", certificate until {c.NotAfter:yyyy-MM-dd}{Revocation(c)}" : "")}";

    private static string Revocation(CertificateFacts certificate) => certificate.Revocation switch
    {
        null => "",
        { Unknown: { } why } => $", revocation not known: {why}",
        _ => ", not revoked",
    };

    private static string ProtocolName(TlsFacts tls) => tls.Protocol switch
    {
        System.Security.Authentication.SslProtocols.Tls13 => "TLS 1.3",
        System.Security.Authentication.SslProtocols.Tls12 => "TLS 1.2",
        var other => other?.ToString() ?? "TLS",
    };

    private static string Http(Observation seen) => seen.RedirectedFrom.Count == 0
        ? $"status {seen.Http?.Status}"
        : $"status {seen.Http?.Status} after {seen.RedirectedFrom.Count} redirect{(seen.RedirectedFrom.Count > 1 ? "s" : "")} to {seen.Target}";
}
