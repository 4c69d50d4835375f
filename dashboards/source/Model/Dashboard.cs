using System.Text.Json.Nodes;

namespace MoniTao.Dashboards.Model;

/// <summary>A dashboard in Grafana's classic JSON model.</summary>
/// <param name="Uid">Part of its address and of the links to it: never change it.</param>
/// <param name="Title">As listed.</param>
/// <param name="Description">One sentence.</param>
/// <param name="From">The time range at first, such as <c>now-6h</c>.</param>
internal sealed record Dashboard(string Uid, string Title, string Description, string From)
{
    private const string Tag = "monitao";
    private const int Columns = 24;

    // that of Grafana 11; later ones read it, too
    private const int SchemaVersion = 39;

    public required IReadOnlyList<Variable> Variables { get; init; }

    /// <summary>Sections with their title (none for the first) and panels, from left to right and from top to bottom.</summary>
    public required IReadOnlyList<(string Title, Panel[] Panels)> Sections { get; init; }

    public string ToText() => Json.Text(Json.Of(new
    {
        uid = Uid,
        title = Title,
        description = Description,
        tags = new[] { Tag },
        editable = true,
        graphTooltip = 1, // one crosshair over all panels
        schemaVersion = SchemaVersion,
        version = 1,
        timezone = "browser",
        time = new { from = From, to = "now" },
        refresh = "30s",
        links = new[] { new { type = "dashboards", title = "MoniTao", tags = new[] { Tag }, asDropdown = false, includeVars = true, keepTime = true, targetBlank = false } },
        annotations = new { list = Array.Empty<object>() },
        templating = new { list = Variables.Select(variable => variable.Definition) },
        panels = Place(),
    }));

    /// <summary>Fills line after line, as one writes.</summary>
    private JsonArray Place()
    {
        var (panels, y) = (new JsonArray(), 0);
        foreach (var (title, section) in Sections)
        {
            if (title.Length > 0)
                panels.Add(Json.Of(new { id = panels.Count + 1, type = "row", title, collapsed = false, gridPos = new { h = 1, w = Columns, x = 0, y = y++ }, panels = Array.Empty<object>() }));
            var (x, height) = (0, 0);
            foreach (var panel in section)
            {
                if (x + panel.Width > Columns)
                    (x, y, height) = (0, y + height, 0);
                panels.Add(panel.ToJson(panels.Count + 1, x, y));
                (x, height) = (x + panel.Width, Math.Max(height, panel.Height));
            }

            y += height;
        }

        return panels;
    }
}
