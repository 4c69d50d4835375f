namespace MoniTao.Dashboards.Model;

/// <summary>Panels of each kind with the settings that they have in common.</summary>
internal static class Panels
{
    private static readonly object Legend = new { showLegend = true, displayMode = "list", placement = "bottom", calcs = Array.Empty<string>() };

    /// <summary>Numbers, coloured by thresholds.</summary>
    public static Panel Stat(string title, string description, int width, string unit, string text = "auto") =>
        new Panel("stat", title, description, width, 4, unit)
            .Option(new
            {
                colorMode = "background",
                graphMode = "none",
                justifyMode = "center",
                orientation = "auto",
                textMode = text,
                wideLayout = true,
                reduceOptions = new { calcs = new[] { "lastNotNull" }, fields = "", values = false },
            })
            .Set(new { color = new { mode = "thresholds" }, thresholds = Colors.Steps("text") });

    /// <summary>Lines.</summary>
    public static Panel Lines(string title, string description, int width, int height, string unit) =>
        new Panel("timeseries", title, description, width, height, unit)
            .Option(new { legend = Legend, tooltip = new { mode = "multi", sort = "desc" } })
            .Set(new
            {
                color = new { mode = "palette-classic" },
                custom = new
                {
                    drawStyle = "line",
                    lineInterpolation = "linear",
                    lineWidth = 2,
                    fillOpacity = 8,
                    showPoints = "auto",
                    pointSize = 4,
                    spanNulls = false,
                    stacking = new { mode = "none", group = "A" },
                },
                min = 0,
            })
            .WhenEmpty("Nothing was measured in this time range");

    /// <summary>Bars, one on the other.</summary>
    public static Panel Stack(string title, string description, int width, int height, string unit) =>
        Lines(title, description, width, height, unit)
            .Set(new { custom = new { drawStyle = "bars", lineWidth = 0, fillOpacity = 85, showPoints = "never", stacking = new { mode = "normal" } } });

    /// <summary>A band per series: what was when.</summary>
    public static Panel Timeline(string title, string description, int width, int height) =>
        new Panel("state-timeline", title, description, width, height, "none")
            .Option(new { mergeValues = true, showValue = "auto", alignValue = "left", rowHeight = 0.85, legend = Legend, tooltip = new { mode = "single" } })
            .Set(new { color = new { mode = "thresholds" }, thresholds = Colors.Steps(Colors.Unknown), custom = new { lineWidth = 0, fillOpacity = 85 } });

    /// <summary>Rows and columns.</summary>
    public static Panel Table(string title, string description, int width, int height, string unit) =>
        new Panel("table", title, description, width, height, unit)
            .Option(new { showHeader = true, cellHeight = "sm", footer = new { show = false } })
            .Set(new { color = new { mode = "thresholds" }, thresholds = Colors.Steps("text"), custom = new { align = "auto", cellOptions = new { type = "auto" }, filterable = false } })
            .Column("Time", ("custom.hidden", true));

    /// <summary>Horizontal bars with their names.</summary>
    public static Panel Ranking(string title, string description, int width, int height, string unit) =>
        new Panel("bargauge", title, description, width, height, unit)
            .Option(new
            {
                displayMode = "basic",
                orientation = "horizontal",
                valueMode = "text",
                namePlacement = "left",
                showUnfilled = false,
                sizing = "auto",
                minVizHeight = 10,
                reduceOptions = new { calcs = new[] { "lastNotNull" }, fields = "", values = false },
            })
            .Set(new { min = 0 });

    /// <summary>Upright bars, one per row.</summary>
    public static Panel Columns(string title, string description, int width, int height, string unit, string axis) =>
        new Panel("barchart", title, description, width, height, unit)
            .Option(new { xField = axis, orientation = "vertical", showValue = "never", stacking = "none", barWidth = 0.85, groupWidth = 0.7, legend = new { showLegend = false }, tooltip = new { mode = "single" } })
            .Set(new { color = Colors.Fixed(Colors.Tcp), custom = new { lineWidth = 0, fillOpacity = 85 }, min = 0 });
}
