using System.Text.Json;
using System.Text.Json.Nodes;

namespace MoniTao.Operator.Tests.Dashboards.Support;

/// <summary>
/// What Prometheus answered to the queries of a dashboard, kept for <c>tests/dashboards/render.mjs</c> when
/// <c>MONITAO_DASHBOARD_ANSWERS</c> names a folder: the pictures are drawn from nothing else.
/// </summary>
internal sealed class Answers(DashboardFile dashboard, IReadOnlyDictionary<string, string> values, DateTimeOffset from, DateTimeOffset to, string source)
{
    private static readonly string? Folder = Environment.GetEnvironmentVariable("MONITAO_DASHBOARD_ANSWERS");

    private readonly JsonObject _panels = [];

    public void Add(PanelOfFile panel, string refId, JsonElement result)
    {
        var queries = _panels[$"{panel.Id}"] ??= new JsonObject();
        queries[refId] ??= JsonNode.Parse(result.GetRawText());
    }

    public async Task SaveAsync()
    {
        if (Folder is null)
            return;
        Directory.CreateDirectory(Folder);
        var answers = new JsonObject
        {
            ["from"] = from.ToUnixTimeSeconds(),
            ["to"] = to.ToUnixTimeSeconds(),
            ["source"] = source,
            ["variables"] = JsonSerializer.SerializeToNode(values),
            ["panels"] = _panels,
        };
        await File.WriteAllTextAsync(Path.Combine(Folder, dashboard.Name), answers.ToJsonString());
    }
}
