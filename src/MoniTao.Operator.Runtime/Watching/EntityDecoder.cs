using System.Text.Json;
using k8s;
using k8s.Models;
using MoniTao.Operator.Runtime.Api;
using MoniTao.Operator.Runtime.Caching;

namespace MoniTao.Operator.Runtime.Watching;

/// <summary>
/// JSON to entity. The identity is read apart from the rest: an object of a shape we do not understand can still be recognized,
/// kept from a false deletion, and really deleted.
/// </summary>
internal static class EntityDecoder
{
    private static readonly JsonSerializerOptions Options = new(RuntimeJson.Options) { Converters = { new SharedStringConverter() } };

    public static DecodedObject<TEntity> Decode<TEntity>(JsonElement json) where TEntity : class, IKubernetesObject<V1ObjectMeta>
    {
        var metadata = Child(json, "metadata");
        var name = Text(metadata, "name");
        EntityKey? key = string.IsNullOrEmpty(name) ? null : new EntityKey(Text(metadata, "namespace") ?? "", name);
        var version = Text(metadata, "resourceVersion");
        if (key is null)
            return new(null, version, null, new JsonException("the object has no metadata.name"));
        try
        {
            var entity = json.Deserialize<TEntity>(Options);
            return new(key, version, entity, entity is null ? new JsonException("the object is null") : null);
        }
        catch (Exception error)
        {
            // Setters and converters of the entity type throw what they like; none of it may end the watch.
            return new(key, version, null, error);
        }
    }

    public static JsonElement Child(JsonElement json, string name) =>
        Readable(() => json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var child) ? child : default);

    public static string? Text(JsonElement json, string name) =>
        Child(json, name) is { ValueKind: JsonValueKind.String } text ? Readable(text.GetString) : null;

    /// <summary>Nothing in place of half a surrogate pair, which JSON lets through and which is no text.</summary>
    private static T? Readable<T>(Func<T?> read)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException)
        {
            return default;
        }
    }
}
