using System.Globalization;
using System.Text;
using System.Text.Json;
using MoniTao.Operator.Tests.Dashboards.Support;

namespace MoniTao.Operator.Tests.Dashboards;

/// <summary>The heat map against two weeks whose outages are known, which a real Prometheus was given as its past.</summary>
public sealed class HeatMapTests(HeatMapTests.History history) : IClassFixture<HeatMapTests.History>
{
    private const int Monday = 0, Tuesday = 1, Saturday = 5, Sunday = 6;

    private static readonly DateTimeOffset From = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero); // a Monday
    private static readonly DateTimeOffset To = From.AddDays(14).AddSeconds(-1);
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(5);

    /// <summary>Monitor, reason, and when it is down.</summary>
    private static readonly (string Monitor, string Reason, Func<DateTimeOffset, bool> IsDown)[] Monitors =
    [
        ("backup", "DnsTimeout", at => at is { DayOfWeek: DayOfWeek.Sunday, Hour: 2 or 3 }),
        ("login", "HttpServerError", at => at is { DayOfWeek: not (DayOfWeek.Saturday or DayOfWeek.Sunday), Hour: 8, Minute: < 30 }),
        ("partner", "TcpTimedOut", at => at is { Day: 14, Hour: >= 13 and < 19 }),
        ("shop", "", _ => false),
    ];

    [Theory]
    [InlineData("0", Sunday, 2)]
    [InlineData("5.5", Sunday, 7)]
    [InlineData("-3", Saturday, 23)]
    public async Task Outage_of_each_Sunday_at_two_is_in_the_cell_of_the_viewers_time_zone(string offset, int weekday, int hour)
    {
        var cells = await CellsAsync("Share of time down, by hour and weekday", offset);

        // one of four monitors was down; with half an hour of offset the cell has half an hour of it, and half of the next
        Assert.Equal(offset == "5.5" ? 0.125 : 0.25, cells[(weekday, hour)], 0.001);
        Assert.Equal(0.25, cells[(weekday, hour + 1) is (Saturday, 24) ? (Sunday, 0) : (weekday, hour + 1)], 0.001);
        Assert.Equal(7 * 24, cells.Count);
    }

    [Fact]
    public async Task Hours_without_an_outage_are_zero_and_half_an_hour_is_half()
    {
        var cells = await CellsAsync("Share of time down, by hour and weekday", "0");

        Assert.Equal(0.125, cells[(Monday, 8)], 0.001);
        Assert.Equal(0.125, cells[(Tuesday, 8)], 0.001);
        Assert.Equal(0, cells[(Saturday, 8)]);
        Assert.Equal(0.125, cells[(2, 13)], 0.001); // one of two Wednesdays
        Assert.Equal(4 + 5 + 6 - 2, cells.Values.Count(share => share > 0));
    }

    [Fact]
    public async Task Reasons_add_up_to_the_time_that_was_lost()
    {
        var rows = await AskAsync("Reasons by hour of the day", "0");
        var lost = rows.EnumerateArray().GroupBy(row => Label(row, "reason")).ToDictionary(reason => reason.Key, reason => reason.Sum(Value));

        Assert.Equal(new Dictionary<string, double> { ["DnsTimeout"] = 4 * 3600, ["HttpServerError"] = 10 * 1800, ["TcpTimedOut"] = 6 * 3600 }, lost);
    }

    [Fact]
    public async Task All_answers_are_kept_for_the_picture()
    {
        var dashboard = DashboardFile.Named("monitao-heatmap.json");
        var answers = new Answers(dashboard, Values("0"), From, To, "two weeks that were made up and given to a real Prometheus as its past (see HeatMapTests)");
        foreach (var panel in dashboard.Panels)
        {
            var answer = await AskAsync(panel.Title, "0");
            Assert.NotEqual(0, answer.GetArrayLength());
            answers.Add(panel, "A", answer);
        }

        await answers.SaveAsync();
    }

    private async Task<Dictionary<(int Weekday, int Hour), double>> CellsAsync(string title, string offset) =>
        (await AskAsync(title, offset)).EnumerateArray().ToDictionary(cell => (Number(cell, "weekday"), Number(cell, "hour")), Value);

    private Task<JsonElement> AskAsync(string title, string offset)
    {
        var query = DashboardFile.Named("monitao-heatmap.json").Panel(title).Queries.Single();
        return history.Prometheus.NowAsync(Interpolation.Apply(query.Expression, Values(offset)), To);
    }

    private static Dictionary<string, string> Values(string offset) => new(Interpolation.BuiltIns(TimeSpan.FromDays(14), Step))
    {
        ["namespace"] = ".*",
        ["monitor"] = ".*",
        ["utc_offset"] = offset,
        ["resolution"] = "300",
    };

    private static string Label(JsonElement row, string name) => row.GetProperty("metric").GetProperty(name).GetString()!;

    private static int Number(JsonElement row, string label) => int.Parse(Label(row, label), CultureInfo.InvariantCulture);

    private static double Value(JsonElement row) => double.Parse(row.GetProperty("value")[1].GetString()!, CultureInfo.InvariantCulture);

    public sealed class History : IAsyncLifetime
    {
        private PrometheusServer? _prometheus;

        internal PrometheusServer Prometheus => _prometheus!;

        public async ValueTask InitializeAsync() => _prometheus = await PrometheusServer.RememberingAsync(Text());

        public ValueTask DisposeAsync() => _prometheus?.DisposeAsync() ?? ValueTask.CompletedTask;

        private static string Text()
        {
            var moments = Enumerable.Range(0, (int)((To - From) / Step) + 1).Select(i => From + (i * Step)).ToList();
            var text = new StringBuilder("# TYPE monitao_reachable gauge\n");
            foreach (var (monitor, _, isDown) in Monitors)
                moments.ForEach(at => text.Append(CultureInfo.InvariantCulture, $"monitao_reachable{{namespace=\"web\",monitor=\"{monitor}\"}} {(isDown(at) ? 0 : 1)} {at.ToUnixTimeSeconds()}\n"));
            text.Append("# TYPE monitao_failure_info gauge\n");
            foreach (var (monitor, reason, isDown) in Monitors)
                moments.FindAll(at => isDown(at)).ForEach(at => text.Append(CultureInfo.InvariantCulture, $"monitao_failure_info{{namespace=\"web\",monitor=\"{monitor}\",reason=\"{reason}\",layer=\"TCP\",fault=\"path\"}} 1 {at.ToUnixTimeSeconds()}\n"));
            return text.Append("# EOF\n").ToString();
        }
    }
}
