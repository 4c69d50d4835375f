using System.Text.Json.Nodes;
using k8s.Models;
using MoniTao.Operator.Api;
using MoniTao.Operator.Crd;

namespace MoniTao.Operator.Sources;

/// <summary>The kinds that a manifest may hold, each with its schema; made on first use, because only <c>monitao run</c> needs them.</summary>
internal static class ManifestSchemas
{
    private static readonly Lazy<Dictionary<(string, string), JsonObject>> ByKind = new(static () => new()
    {
        [(ConnectivityMonitor.GroupVersion, ConnectivityMonitor.KubeKind)] = Monitor(),
        [("v1", "Secret")] = SchemaExporter.ExportBare(typeof(V1Secret)),
        [("v1", "ConfigMap")] = SchemaExporter.ExportBare(typeof(V1ConfigMap)),
    });

    /// <summary>The schema of a kind, or null for an unknown one.</summary>
    public static JsonObject? Find(string apiVersion, string kind) => ByKind.Value.GetValueOrDefault((apiVersion, kind));

    private static JsonObject Monitor()
    {
        var schema = CrdGenerator.Schema();
        schema["properties"]!.AsObject()["metadata"] = SchemaExporter.ExportBare(typeof(V1ObjectMeta));
        return schema;
    }
}
