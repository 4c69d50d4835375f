using System.Globalization;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace MoniTao.TestKit.FakeApiServer;

/// <summary>
/// Stored objects of one kind with resourceVersion, generation, conflicts, status subresource, list and watch. An apply is stored as
/// a merge: enough to see what a client sends, not a model of field ownership.
/// </summary>
public sealed class FakeCollection(string groupVersion, string plural)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Namespace, string Name), JsonObject> _objects = [];
    private readonly List<(long Version, string Line)> _history = [];
    private readonly List<Channel<string>> _watchers = [];
    private long _version = 100;

    /// <summary>Creates or replaces an object as a user would; the generation grows.</summary>
    public JsonObject Put(string namespaceName, string name, JsonObject? spec = null)
    {
        lock (_gate)
        {
            var entity = Find(namespaceName, name)?.DeepClone() as JsonObject
                ?? new JsonObject { ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = namespaceName } };
            entity["spec"] = spec?.DeepClone() ?? new JsonObject();
            return Save(entity, newGeneration: true);
        }
    }

    /// <summary>Deletes an object if it is there.</summary>
    public void Delete(string namespaceName, string name)
    {
        lock (_gate)
        {
            if (_objects.Remove((namespaceName, name), out var gone))
                Tell("DELETED", gone);
        }
    }

    /// <summary>A copy of an object, or null.</summary>
    public JsonObject? Get(string namespaceName, string name)
    {
        lock (_gate)
            return Find(namespaceName, name)?.DeepClone() as JsonObject;
    }

    /// <summary>Copies of all objects.</summary>
    public IReadOnlyList<JsonObject> All()
    {
        lock (_gate)
            return [.. _objects.Values.Select(entity => (JsonObject)entity.DeepClone())];
    }

    internal bool Owns(string path) => FakePath.TryParse(path, groupVersion, plural, out _);

    internal Task AnswerAsync(FakeExchange exchange)
    {
        FakePath.TryParse(exchange.Request.Path, groupVersion, plural, out var path);
        return exchange.Request.Verb switch
        {
            "WATCH" => WatchAsync(exchange),
            "GET" when path.Name is null => exchange.ReplyAsync(200, FakeJson.List(_version, All())),
            "GET" => ReplyAsync(exchange, Get(path.Namespace, path.Name)),
            "POST" => CreateAsync(exchange, path),
            "PUT" or "PATCH" => UpdateAsync(exchange, path),
            _ => exchange.FailAsync(405, "method not allowed"),
        };
    }

    private Task CreateAsync(FakeExchange exchange, FakePath path)
    {
        var entity = (JsonObject)JsonNode.Parse(exchange.Request.Body)!;
        lock (_gate)
        {
            if (Find(path.Namespace, (string)entity["metadata"]!["name"]!) is not null)
                return exchange.FailAsync(409, "already exists");
            return ReplyAsync(exchange, Save(entity, newGeneration: true), 201);
        }
    }

    private Task UpdateAsync(FakeExchange exchange, FakePath path)
    {
        var body = (JsonObject)JsonNode.Parse(exchange.Request.Body)!;
        lock (_gate)
        {
            if (Find(path.Namespace, path.Name!) is not { } current)
                return exchange.FailAsync(404, "not found");
            var asked = (string?)body["metadata"]?["resourceVersion"];
            if (asked is not null && asked != (string?)current["metadata"]!["resourceVersion"])
                return exchange.FailAsync(409, "the object has been modified");
            var next = exchange.Request.Verb == "PUT" ? body : FakePatch.Merge((JsonObject)current.DeepClone(), body);
            return ReplyAsync(exchange, Save((JsonObject)next.DeepClone(), newGeneration: path.Subresource is null));
        }
    }

    private async Task WatchAsync(FakeExchange exchange)
    {
        var lines = Channel.CreateUnbounded<string>();
        lock (_gate)
        {
            var from = long.Parse(exchange.Request.Query["resourceVersion"], CultureInfo.InvariantCulture);
            foreach (var (_, line) in _history.Where(entry => entry.Version > from))
                lines.Writer.TryWrite(line);
            _watchers.Add(lines);
        }
        await exchange.OpenAsync();
        var gone = exchange.HoldAsync();
        while (await Task.WhenAny(gone, lines.Reader.WaitToReadAsync().AsTask()) != gone)
        {
            while (lines.Reader.TryRead(out var line))
                await exchange.SendAsync(line);
        }
        lock (_gate)
            _watchers.Remove(lines);
    }

    private JsonObject? Find(string namespaceName, string name) => _objects.GetValueOrDefault((namespaceName, name));

    private JsonObject Save(JsonObject entity, bool newGeneration)
    {
        var metadata = (JsonObject)entity["metadata"]!;
        var key = ((string?)metadata["namespace"] ?? "", (string)metadata["name"]!);
        var known = _objects.TryGetValue(key, out var before);
        metadata["uid"] ??= Guid.NewGuid().ToString();
        metadata["generation"] = ((long?)before?["metadata"]?["generation"] ?? 0) + (newGeneration ? 1 : 0);
        _objects[key] = entity;
        Tell(known ? "MODIFIED" : "ADDED", entity);
        return entity;
    }

    private void Tell(string type, JsonObject entity)
    {
        entity["metadata"]!["resourceVersion"] = (++_version).ToString(CultureInfo.InvariantCulture);
        var line = new JsonObject { ["type"] = type, ["object"] = entity.DeepClone() }.ToJsonString() + "\n";
        _history.Add((_version, line));
        _watchers.ForEach(watcher => watcher.Writer.TryWrite(line));
    }

    private static Task ReplyAsync(FakeExchange exchange, JsonObject? entity, int status = 200) =>
        entity is null ? exchange.FailAsync(404, "not found") : exchange.ReplyAsync(status, entity.ToJsonString());
}
