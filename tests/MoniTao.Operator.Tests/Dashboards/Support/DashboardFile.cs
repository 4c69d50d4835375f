using System.Text.Json.Nodes;
using MoniTao.TestKit;

namespace MoniTao.Operator.Tests.Dashboards.Support;

/// <summary>A file of the folder <c>dashboards</c>, read as Grafana reads it.</summary>
internal sealed class DashboardFile(string path)
{
    /// <summary>Of the working copy.</summary>
    public static readonly string Folder = Path.Combine(RepositoryFolder.Path, "dashboards");

    /// <summary>The names of the files.</summary>
    public static TheoryData<string> Names { get; } = [.. Directory.GetFiles(Folder, "*.json").Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)];

    public static IEnumerable<DashboardFile> All => Names.Select(name => Named(name.Data));

    public string Name => Path.GetFileName(path);

    public JsonNode Json { get; } = JsonNode.Parse(File.ReadAllText(path))!;

    public string Uid => Text(Json, "uid");

    public IReadOnlyList<VariableOfFile> Variables => [.. Json["templating"]!["list"]!.AsArray().Select(variable => new VariableOfFile(variable!))];

    /// <summary>Without the headings of rows.</summary>
    public IReadOnlyList<PanelOfFile> Panels => [.. Json["panels"]!.AsArray().Select(panel => new PanelOfFile(panel!)).Where(panel => panel.Type != "row")];

    public static DashboardFile Named(string name) => new(Path.Combine(Folder, name));

    public PanelOfFile Panel(string title) => Panels.Single(panel => panel.Title == title);

    internal static string Text(JsonNode node, string property) => node[property]?.GetValue<string>() ?? "";
}
