// Writes a CycloneDX 1.6 software bill of materials of a published folder to standard output:
//
//   dotnet run tools/sbom.cs /app/monitao.deps.json >sbom.cdx.json
//
// The deps.json is what the runtime itself loads by, so the list is what runs and not what was asked for. No time and no random number is in
// it: the same build gives the same bytes. The runtime of the base image is not in it; `docker buildx build --sbom=true` adds that.
using System.Text.Json;
using System.Text.Json.Nodes;

if (args is not [var path])
{
    Console.Error.WriteLine("usage: dotnet run tools/sbom.cs monitao.deps.json");
    return 2;
}

var root = JsonNode.Parse(File.ReadAllText(path))!;
var libraries = root["libraries"]!.AsObject();
var target = root["targets"]![(string)root["runtimeTarget"]!["name"]!]!.AsObject();
var product = target.First().Key;

JsonObject Component(string id, string type)
{
    var (name, version) = (id.Split('/')[0], id.Split('/')[1]);
    var component = new JsonObject { ["type"] = type, ["bom-ref"] = id, ["name"] = name, ["version"] = version };
    if ((string?)libraries[id]!["type"] == "package")
        component["purl"] = $"pkg:nuget/{name}@{version}";
    if ((string?)libraries[id]!["sha512"] is { Length: > 7 } hash)
        component["hashes"] = new JsonArray(new JsonObject { ["alg"] = "SHA-512", ["content"] = Convert.ToHexStringLower(Convert.FromBase64String(hash["sha512-".Length..])) });
    return component;
}

JsonObject Dependency(KeyValuePair<string, JsonNode?> library) => new()
{
    ["ref"] = library.Key,
    ["dependsOn"] = new JsonArray([.. (library.Value!["dependencies"] as JsonObject ?? []).Select(d => (JsonNode)$"{d.Key}/{d.Value}")]),
};

var bill = new JsonObject
{
    ["bomFormat"] = "CycloneDX",
    ["specVersion"] = "1.6",
    ["version"] = 1,
    ["metadata"] = new JsonObject { ["component"] = Component(product, "application") },
    ["components"] = new JsonArray([.. libraries.Select(library => library.Key).Where(id => id != product).Order(StringComparer.Ordinal).Select(id => Component(id, "library"))]),
    ["dependencies"] = new JsonArray([.. target.Select(Dependency)]),
};
using var writer = new Utf8JsonWriter(Console.OpenStandardOutput(), new JsonWriterOptions { Indented = true });
bill.WriteTo(writer);
return 0;
