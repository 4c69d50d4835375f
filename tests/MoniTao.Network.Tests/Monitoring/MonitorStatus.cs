using YamlDotNet.RepresentationModel;

namespace MoniTao.Network.Tests.Monitoring;

/// <summary>The conditions in a status file.</summary>
internal sealed record MonitorStatus(IReadOnlyDictionary<string, (string Status, string Reason)> Conditions)
{
    /// <summary>Reasons that are no answer yet.</summary>
    private static readonly string[] Passing = ["ProberOverloaded", "ProbeCancelled"];

    /// <summary>The reason of the verdict; null while there is none.</summary>
    public string? Reason => Conditions.TryGetValue("Reachable", out var reachable) ? reachable.Reason : null;

    /// <summary>The failure conditions that are True, in no order.</summary>
    public IReadOnlyList<string> True => [.. Conditions.Where(c => c.Value.Status == "True" && c.Key is not ("Ready" or "Reachable")).Select(c => c.Key)];

    /// <summary>True when the first conclusive probe has been written down.</summary>
    public bool IsSettled(Func<string, bool> isReason) => Reason is { } reason && isReason(reason) && !Passing.Contains(reason);

    /// <summary>A verdict without a failure condition.</summary>
    public static MonitorStatus Of(string reason, string reachable) =>
        new(new Dictionary<string, (string, string)> { ["Reachable"] = (reachable, reason) });

    /// <summary>Reads a status file; without conditions when it is not there yet.</summary>
    public static MonitorStatus Read(string path)
    {
        var none = new MonitorStatus(new Dictionary<string, (string, string)>());
        if (!File.Exists(path))
            return none;
        var yaml = new YamlStream();
        using var reader = new StringReader(File.ReadAllText(path));
        yaml.Load(reader);
        if (yaml.Documents is not [var document, ..] || !TryGet(document.RootNode, "status", out var status) || !TryGet(status, "conditions", out var conditions))
            return none;
        return new MonitorStatus(((YamlSequenceNode)conditions).ToDictionary(c => Text(c, "type"), c => (Text(c, "status"), Text(c, "reason"))));
    }

    private static string Text(YamlNode node, string key) => TryGet(node, key, out var value) ? ((YamlScalarNode)value).Value ?? "" : "";

    private static bool TryGet(YamlNode node, string key, out YamlNode value)
    {
        value = node;
        return node is YamlMappingNode map && map.Children.TryGetValue(new YamlScalarNode(key), out value!);
    }
}
