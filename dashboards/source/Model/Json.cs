using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MoniTao.Dashboards.Model;

/// <summary>Anonymous objects as JSON: property names are written as they are.</summary>
internal static class Json
{
    // PromQL is full of quotes and angle brackets, and nobody puts these files into a web page
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static JsonObject Of(object value) => (JsonObject)JsonSerializer.SerializeToNode(value)!;

    /// <summary>The first with the properties of the second on top; objects within are merged likewise, and null takes a property away.</summary>
    public static JsonObject Merge(JsonObject below, JsonObject above)
    {
        foreach (var (name, value) in above)
        {
            if (value is null)
                below.Remove(name);
            else
                below[name] = value is JsonObject inner && below[name] is JsonObject outer ? Merge((JsonObject)outer.DeepClone(), inner) : value.DeepClone();
        }

        return below;
    }

    public static string Text(JsonNode node) => node.ToJsonString(Options) + "\n";
}
