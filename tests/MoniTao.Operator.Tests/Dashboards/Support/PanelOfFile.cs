using System.Text.Json.Nodes;

namespace MoniTao.Operator.Tests.Dashboards.Support;

/// <summary>A panel of a dashboard's file.</summary>
internal sealed record PanelOfFile(JsonNode Json)
{
    public int Id => Json["id"]!.GetValue<int>();

    public string Type => DashboardFile.Text(Json, "type");

    public string Title => DashboardFile.Text(Json, "title");

    public (int X, int Y, int Width, int Height) Place =>
        (Grid("x"), Grid("y"), Grid("w"), Grid("h"));

    /// <summary>Values that all its series share, such as <c>unit</c>.</summary>
    public JsonNode Field => Json["fieldConfig"]!["defaults"]!;

    /// <summary>Letter, PromQL, and whether only the value now is asked for.</summary>
    public IReadOnlyList<(string RefId, string Expression, bool Instant)> Queries =>
        [.. Json["targets"]!.AsArray().Select(t => (DashboardFile.Text(t!, "refId"), DashboardFile.Text(t!, "expr"), t!["instant"]!.GetValue<bool>()))];

    private int Grid(string name) => Json["gridPos"]![name]!.GetValue<int>();
}
