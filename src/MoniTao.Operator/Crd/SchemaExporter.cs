using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using MoniTao.Operator.Api;

namespace MoniTao.Operator.Crd;

/// <summary>Turns a type into a structural OpenAPI v3 schema, the dialect of JSON schema that a CRD takes.</summary>
public static class SchemaExporter
{
    /// <summary>The schema of a type of ours, with descriptions, bounds, defaults and rules.</summary>
    public static JsonObject Export(Type type)
    {
        var annotator = new SchemaAnnotator(XmlDocumentation.Load());
        return Export(type, annotator.Annotate);
    }

    /// <summary>The bare schema of a type of the Kubernetes client: names and types, to check manifests with.</summary>
    public static JsonObject ExportBare(Type type) => Export(type, static (_, _) => { });

    private static JsonObject Export(Type type, Action<JsonSchemaExporterContext, JsonObject> annotate)
    {
        var options = new JsonSchemaExporterOptions
        {
            TreatNullObliviousAsNonNullable = true,
            TransformSchemaNode = (context, node) =>
            {
                // "true" is the exporter's schema of anything at all.
                var schema = node as JsonObject ?? [];
                WithoutNull(schema);
                annotate(context, schema);
                return schema;
            },
        };
        return (JsonObject)ApiJson.Options.GetJsonSchemaAsNode(type, options);
    }

    /// <summary>A CRD has no lists of types: an optional field is one that may be absent, and null counts as absent.</summary>
    private static void WithoutNull(JsonObject schema)
    {
        if (schema["type"] is JsonArray types)
            schema["type"] = types.Select(type => (string)type!).Single(type => type != "null");
    }
}
