using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using MoniTao.Operator.Api;
using MoniTao.Operator.Api.Status;
using MoniTao.Operator.Crd;

namespace MoniTao.Operator.Sources;

/// <summary>
/// The file of statuses beside a manifest: one YAML document for each monitor, in the form of the API. It is read leniently, for
/// another version or a hand may have written it, and replaced as a whole, so that no reader sees half of it.
/// </summary>
internal static class FolderStatusFile
{
    private const string Head = "# Written by monitao run; what is edited here is overwritten.\n";
    private const string DigestAnnotation = "monitao.io/spec-digest";

    /// <summary>What is in the file; nothing when there is none, and without what makes no sense.</summary>
    /// <exception cref="IOException">It can't be read.</exception>
    public static async Task<IReadOnlyList<FolderStatus>> ReadAsync(string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
            return [];
        var found = new List<FolderStatus>();
        foreach (var (before, text) in DocumentSplitter.Split(await File.ReadAllTextAsync(path, cancellationToken)))
        {
            try
            {
                found.AddRange(NodeComposer.Compose(text, before).Select(Parse).OfType<FolderStatus>());
            }
            catch (Exception exception) when (exception is ManifestSyntaxException or JsonException or FormatException or InvalidOperationException)
            {
                // Damaged: the first probe makes a new one
            }
        }

        return found;
    }

    /// <summary>Writes the file beside and renames it over the old one.</summary>
    /// <exception cref="IOException">The folder can't be written to.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder can't be written to.</exception>
    public static async Task WriteAsync(string path, IEnumerable<FolderStatus> statuses, CancellationToken cancellationToken)
    {
        var temporary = Path.Combine(Path.GetDirectoryName(path) ?? "", $".{Path.GetFileName(path)}.tmp");
        var documents = statuses.Select(status => YamlText.Write(Document(status)));
        await File.WriteAllTextAsync(temporary, Head + string.Join("---\n", documents), cancellationToken);
        File.Move(temporary, path, overwrite: true);
    }

    private static JsonObject Document(FolderStatus status)
    {
        var slash = status.Id.IndexOf('/', StringComparison.Ordinal);
        return new JsonObject
        {
            ["apiVersion"] = ConnectivityMonitor.GroupVersion,
            ["kind"] = ConnectivityMonitor.KubeKind,
            ["metadata"] = new JsonObject
            {
                ["name"] = status.Id[(slash + 1)..],
                ["namespace"] = status.Id[..slash],
                ["generation"] = status.Generation,
                ["creationTimestamp"] = status.Created.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
                ["annotations"] = new JsonObject { [DigestAnnotation] = status.SpecDigest },
            },
            ["status"] = JsonSerializer.SerializeToNode(status.Status, ApiJson.Options),
        };
    }

    private static FolderStatus? Parse(ManifestNode node)
    {
        if (node is not ManifestNode.Map map || ManifestSchemas.Find(ConnectivityMonitor.GroupVersion, ConnectivityMonitor.KubeKind) is not { } schema)
            return null;
        // The faults are left aside: what the schema does not know, or knows otherwise, is simply not there
        var json = new StrictReader(quotesValues: false).Read(map, schema);
        RemoveNulls(json);
        if (json["metadata"] is not JsonObject metadata || json["status"] is not JsonObject status)
            return null;
        return new FolderStatus(
            $"{(string?)metadata["namespace"]}/{(string?)metadata["name"]}",
            (string?)metadata["annotations"]?[DigestAnnotation] ?? "",
            (long?)metadata["generation"] ?? 0,
            Moment((string?)metadata["creationTimestamp"]),
            status.Deserialize<ConnectivityMonitorStatus>(ApiJson.Options)!);
    }

    private static DateTimeOffset Moment(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment : default;

    private static void RemoveNulls(JsonNode? node)
    {
        if (node is JsonArray list)
            list.RemoveAll(item => item is null);
        foreach (var inner in node switch { JsonObject o => o.Select(p => p.Value), JsonArray a => a, _ => [] })
            RemoveNulls(inner);
    }
}
