using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace MoniTao.Operator.Api;

/// <summary>How the API types are written as JSON wherever no Kubernetes client does it: schema, manifests, fingerprints.</summary>
public static class ApiJson
{
    /// <summary>Camel case, absent in place of null, unknown fields tolerated (a newer version may have written them).</summary>
    public static JsonSerializerOptions Options { get; } = Create();

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        };
        options.MakeReadOnly();
        return options;
    }
}
