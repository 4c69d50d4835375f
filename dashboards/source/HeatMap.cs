using System.Globalization;
using MoniTao.Dashboards.Model;
using static MoniTao.Dashboards.Promql;

namespace MoniTao.Dashboards;

/// <summary>
/// When it fails: by hour of the day and weekday. PromQL groups by labels only, so the hour is made a label: <c>count_values</c>
/// turns the value of <c>hour()</c> into one, at each step of a subquery.
/// </summary>
internal static class HeatMap
{
    private const string Now = "time() + 3600 * $utc_offset";

    /// <summary>1 with the label <c>hour</c>, two digits so that texts sort as numbers do.</summary>
    private const string Hour = $$"""label_replace(count_values("hour", hour(vector({{Now}}))), "hour", "0$1", "hour", "(.)")""";

    /// <summary>1 with the label <c>weekday</c>, 0 for Monday; other labels are kept.</summary>
    private const string Weekday = $$"""count_values("weekday", (day_of_week(vector({{Now}})) + 6) % 7)""";

    private const string HourAndWeekday = $$"""count_values by (hour) ("weekday", (day_of_week(0 * {{Hour}} + {{Now}}) + 6) % 7)""";

    private const string Steps = "[$__range:${resolution}s]";

    public static readonly Dashboard Dashboard = new("monitao-heatmap", "MoniTao / Heat map", "When it fails: by hour of the day and weekday", "now-14d")
    {
        Variables =
        [
            Variable.Source, Choices.Namespaces, Choices.Monitors, Choices.Runbooks,
            Variable.Choice("utc_offset", "Time zone", "Hours and weekdays are those of this offset from UTC, all through the time range: Prometheus knows no summer time", Offsets()),
            Variable.Choice("resolution", "Resolution", "How often the past is looked at: finer sees shorter outages and takes longer", ("5 min", "300"), ("1 min", "60"), ("15 min", "900"), ("1 h", "3600")),
        ],
        Sections = [("", [Week, Day, Weekdays, Reasons])],
    };

    private static Panel Week =>
        Panels.Table("Share of time down, by hour and weekday", "Of each hour of the week the share in which the chosen monitors were down, their mean. A dark cell that comes back each week is a schedule: a backup, a restart, a batch of certificates. Empty: not observed.", 24, 10, "percentunit")
            .AskRows(Share(HourAndWeekday))
            .Transform("sortBy", new { sort = new[] { new { field = "hour" } } })
            .Transform("groupingToMatrix", new { columnField = "hour", rowField = "weekday", valueField = "Value", emptyValue = "null" })
            .Transform("sortBy", new { sort = new[] { new { field = @"weekday\hour" } } })
            .Set(new { decimals = 0, min = 0, mappings = States.Nothing, color = new { mode = Colors.Sequence }, custom = new { align = "center", cellOptions = new { type = "color-background", mode = "basic" } } })
            .Override("byName", @"weekday\hour", ("displayName", " "), ("mappings", States.Weekdays), ("custom.cellOptions", new { type = "auto" }), ("custom.width", 60))
            .WhenEmpty("Not observed in this time range");

    private static Panel Day =>
        Panels.Columns("By hour of the day", "Of each hour of the day the share in which the chosen monitors were down, their mean over all days of the time range.", 16, 8, "percentunit", "hour")
            .AskRows(Share(Hour))
            .Transform("sortBy", new { sort = new[] { new { field = "hour" } } })
            .Transform("organize", new { excludeByName = new { Time = true } })
            .Column("Value", ("displayName", "down"))
            .WhenEmpty("Not observed in this time range");

    private static Panel Weekdays =>
        Panels.Columns("By weekday", "Of each weekday the share in which the chosen monitors were down, their mean over all weeks of the time range.", 8, 8, "percentunit", "weekday")
            .AskRows(Share(Weekday))
            .Transform("sortBy", new { sort = new[] { new { field = "weekday" } } })
            .Transform("organize", new { excludeByName = new { Time = true } })
            .Column("weekday", ("mappings", States.Weekdays))
            .Column("Value", ("displayName", "down"))
            .WhenEmpty("Not observed in this time range");

    private static Panel Reasons =>
        Panels.Table("Reasons by hour of the day", "How long the chosen monitors failed for each reason, added up over monitors and days. What fails at night for another reason than by day has another cause. Hours in which nothing failed are left out.", 24, 8, "s")
            .AskRows($"""
                $resolution * sum_over_time((
                  count by (reason) ({TrueFailures})
                  * on () group_left (hour) {Hour}
                ){Steps})
                """)
            .Transform("sortBy", new { sort = new[] { new { field = "hour" } } })
            .Transform("groupingToMatrix", new { columnField = "hour", rowField = "reason", valueField = "Value", emptyValue = "null" })
            .Transform("sortBy", new { sort = new[] { new { field = @"reason\hour" } } })
            .Set(new { decimals = 0, min = 0, color = new { mode = Colors.Sequence }, custom = new { align = "center", cellOptions = new { type = "color-background", mode = "basic" } } })
            .Override("byName", @"reason\hour", ("displayName", "reason"), ("custom.cellOptions", new { type = "auto" }), ("custom.width", 220), ("links", Links.OfReason))
            .WhenEmpty("Nothing failed in this time range");

    /// <summary>The mean share of the chosen monitors that is down, for each label that the clock gives, where anything was observed.</summary>
    private static string Share(string clock) => $"""
        avg_over_time((
          {clock}
          * scalar(avg(1 - {Reachable}))
          and on () {Reachable}
        ){Steps})
        """;

    /// <summary>UTC first, then from west to east, with the half hours that exist.</summary>
    private static (string, string)[] Offsets()
    {
        double[] halves = [-9.5, -3.5, 3.5, 4.5, 5.5, 5.75, 6.5, 9.5, 10.5];
        return
        [
            ("UTC", "0"),
            .. Enumerable.Range(-12, 27).Select(hours => (double)hours).Concat(halves).Where(hours => hours != 0).Order()
                .Select(hours => ($"UTC{hours:+0.##;-0.##}", hours.ToString(CultureInfo.InvariantCulture))),
        ];
    }
}
