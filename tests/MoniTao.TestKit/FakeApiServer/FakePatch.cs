using System.Text.Json.Nodes;

namespace MoniTao.TestKit.FakeApiServer;

/// <summary>JSON merge patch (RFC 7396).</summary>
internal static class FakePatch
{
    public static JsonObject Merge(JsonObject target, JsonObject patch)
    {
        foreach (var (name, value) in patch)
        {
            if (value is null)
                target.Remove(name);
            else
                target[name] = value is JsonObject child ? Merge(target[name] as JsonObject ?? [], child).DeepClone() : value.DeepClone();
        }
        return target;
    }
}
