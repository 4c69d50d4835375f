using System.Globalization;
using System.Text.Json.Nodes;
using k8s.Models;

namespace MoniTao.Operator.Runtime.Tests.Support;

internal static class WidgetJson
{
    public static JsonObject Of(string name, long version, long generation = 1, JsonNode? size = null, string uid = "") => new()
    {
        ["apiVersion"] = "tests.monitao.io/v1",
        ["kind"] = "Widget",
        ["metadata"] = new JsonObject
        {
            ["name"] = name,
            ["namespace"] = "web",
            ["uid"] = uid.Length > 0 ? uid : $"uid-{name}",
            ["generation"] = generation,
            ["resourceVersion"] = version.ToString(CultureInfo.InvariantCulture),
            ["creationTimestamp"] = "2026-01-02T03:04:05Z",
            ["managedFields"] = new JsonArray(new JsonObject { ["manager"] = "kubectl" }),
        },
        ["spec"] = new JsonObject { ["size"] = size ?? 1, ["color"] = "Green", ["fieldOfTomorrow"] = true },
    };

    public static Widget Entity(string name, long version = 1, long generation = 1, string? uid = null) => new()
    {
        Metadata = new V1ObjectMeta
        {
            Name = name,
            NamespaceProperty = "web",
            Uid = uid ?? $"uid-{name}",
            Generation = generation,
            ResourceVersion = version.ToString(CultureInfo.InvariantCulture),
        },
    };
}
