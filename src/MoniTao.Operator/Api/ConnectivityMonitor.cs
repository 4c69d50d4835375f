using System.ComponentModel.DataAnnotations;
using k8s;
using k8s.Models;
using MoniTao.Operator.Api.Schema;
using MoniTao.Operator.Api.Spec;
using MoniTao.Operator.Api.Status;

namespace MoniTao.Operator.Api;

/// <summary>
/// Watches one connection and names why it fails: the layer (DNS, TCP, TLS, HTTP or ICMP), the reason, since when, and what to
/// check next.
/// </summary>
[KubernetesEntity(Group = KubeGroup, ApiVersion = KubeApiVersion, Kind = KubeKind, PluralName = KubePluralName)]
[PrinterColumn("Target", "string", ".spec.target", Description = "What is probed")]
[PrinterColumn("Reachable", "string", ".status.conditions[?(@.type==\"Reachable\")].status", Description = "The verdict: True, False or Unknown")]
[PrinterColumn("Reason", "string", ".status.verdict.reason", Description = "Why it is as it is, in one word")]
[PrinterColumn("Since", "date", ".status.verdict.since", Description = "How long the verdict stands")]
[PrinterColumn("Age", "date", ".metadata.creationTimestamp", Description = "How long the monitor exists")]
[PrinterColumn("Layer", "string", ".status.verdict.layer", Description = "The layer that fails", Priority = 1)]
[PrinterColumn("Message", "string", ".status.verdict.message", Description = "What was seen", Priority = 1)]
// A column of type date prints an age, and of a moment to come it prints "<invalid>".
[PrinterColumn("Cert-Expires", "string", ".status.certificate.notAfter", Description = "When the certificate ends", Priority = 1)]
[PrinterColumn("Uptime-24h", "number", ".status.availability.day", Description = "The share of the last day in which it was up", Priority = 1)]
public sealed class ConnectivityMonitor : IKubernetesObject<V1ObjectMeta>
{
    /// <summary>The API group.</summary>
    public const string KubeGroup = "monitao.io";

    /// <summary>The version in the group.</summary>
    public const string KubeApiVersion = "v1alpha1";

    /// <summary>The kind.</summary>
    public const string KubeKind = "ConnectivityMonitor";

    /// <summary>The resource as it stands in URLs and roles.</summary>
    public const string KubePluralName = "connectivitymonitors";

    /// <summary>What <c>kubectl get</c> takes for short.</summary>
    public const string ShortName = "cmon";

    /// <summary>The category: <c>kubectl get monitao</c> lists every kind of this product.</summary>
    public const string Category = "monitao";

    /// <summary>The <c>apiVersion</c> of a manifest.</summary>
    public const string GroupVersion = $"{KubeGroup}/{KubeApiVersion}";

    /// <summary>Always <c>monitao.io/v1alpha1</c>.</summary>
    public string ApiVersion { get; set; } = GroupVersion;

    /// <summary>Always <c>ConnectivityMonitor</c>.</summary>
    public string Kind { get; set; } = KubeKind;

    /// <summary>Name, namespace, labels and the rest of what every Kubernetes object has.</summary>
    public V1ObjectMeta Metadata { get; set; } = new();

    /// <summary>What to probe, how often, and what counts as success.</summary>
    [Required]
    public ConnectivityMonitorSpec Spec { get; set; } = new();

    /// <summary>What was found. The operator writes it on a change of the verdict and at a slow heartbeat, not with each probe.</summary>
    public ConnectivityMonitorStatus? Status { get; set; }
}
