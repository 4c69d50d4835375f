using MoniTao.TestKit;
using YamlDotNet.RepresentationModel;

namespace MoniTao.Operator.Tests.Alerting.Support;

/// <summary><c>alerts/monitao.rules.yaml</c> and its test cases, as data.</summary>
internal static class RulesFile
{
    public static string Folder { get; } = Path.Combine(RepositoryFolder.Path, "alerts");

    public static string FilePath { get; } = Path.Combine(Folder, "monitao.rules.yaml");

    public static IReadOnlyList<string> TestFiles { get; } = [.. Directory.GetFiles(Path.Combine(Folder, "tests"), "*.yaml").Order()];

    /// <summary>Name → rule.</summary>
    public static IReadOnlyDictionary<string, YamlMappingNode> Alerts { get; } = Children(Read(FilePath), "groups")
        .SelectMany(group => Children(group, "rules")).Where(rule => rule.Children.ContainsKey("alert")).ToDictionary(rule => Text(rule, "alert"));

    /// <summary>Every case of every file: the alert, and whether it is expected to fire.</summary>
    public static IReadOnlyList<(string Alert, bool Fires)> Cases { get; } =
        [.. TestFiles.SelectMany(file => Children(Read(file), "tests")).SelectMany(test => Children(test, "alert_rule_test"))
            .Select(test => (Text(test, "alertname"), Children(test, "exp_alerts").Any()))];

    public static string Text(YamlMappingNode node, string key) => ((YamlScalarNode)node[key]).Value!;

    public static YamlMappingNode Read(string file)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(File.ReadAllText(file)));
        return (YamlMappingNode)yaml.Documents[0].RootNode;
    }

    public static IEnumerable<YamlMappingNode> Children(YamlMappingNode node, string key) =>
        node.Children.TryGetValue(key, out var list) ? ((YamlSequenceNode)list).Cast<YamlMappingNode>() : [];
}
