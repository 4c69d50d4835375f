using System.Globalization;
using System.Text.Json;
using MoniTao.Operator.Tests.Dashboards.Support;

namespace MoniTao.Operator.Tests.Dashboards;

/// <summary>Every query of every panel and variable, asked as Grafana asks it, of a real Prometheus that scraped the real operator.</summary>
public sealed class DashboardQueriesTests(DashboardLab lab, ITestOutputHelper output) : IClassFixture<DashboardLab>
{
    private readonly List<string> _problems = [];

    [Theory]
    [MemberData(nameof(DashboardFile.Names), MemberType = typeof(DashboardFile))]
    public async Task Every_query_of_the_dashboard_is_answered_with_something(string file)
    {
        var dashboard = DashboardFile.Named(file);
        var (from, to) = (lab.Start, lab.Now());
        var step = TimeSpan.FromSeconds(Math.Max(1, Math.Round((to - from).TotalSeconds / 300)));
        var choices = await ChoicesAsync(dashboard, Interpolation.BuiltIns(to - from, step));
        var answers = new Answers(dashboard, choices[0], from, to, "a real operator watching the fault lab on loopback, scraped each second");

        foreach (var panel in dashboard.Panels)
        {
            foreach (var query in panel.Queries)
            {
                var answered = false;
                foreach (var values in choices)
                {
                    if (await AskAsync(panel, query, values, from, to, step) is not { } result)
                        continue;
                    answered |= HasValue(result);
                    if (values == choices[0])
                        answers.Add(panel, query.RefId, result);
                }

                if (!answered)
                    _problems.Add($"{panel.Title} {query.RefId}: no answer to {query.Expression}");
            }
        }

        if (dashboard.Uid != "monitao-heatmap") // minutes say nothing of weeks: see HeatMapTests
            await answers.SaveAsync();
        output.WriteLine($"{dashboard.Panels.Sum(panel => panel.Queries.Count)} queries in {dashboard.Panels.Count} panels, {choices.Count} choices of the variables");
        Assert.Empty(_problems);
    }

    private async Task<JsonElement?> AskAsync(
        PanelOfFile panel, (string RefId, string Expression, bool Instant) query, IReadOnlyDictionary<string, string> values, DateTimeOffset from, DateTimeOffset to, TimeSpan step)
    {
        var expression = Interpolation.Apply(query.Expression, values);
        try
        {
            return query.Instant ? await lab.Prometheus.NowAsync(expression, to) : await lab.Prometheus.RangeAsync(expression, from, to, step);
        }
        catch (InvalidDataException error)
        {
            _problems.Add($"{panel.Title} {query.RefId}: {error.Message}\n{expression}");
            return null;
        }
    }

    /// <summary>
    /// What can be chosen and makes a difference: of a variable for several values all of them, and the first two; of one for a
    /// single value each; of a list its first two. The star comes first.
    /// </summary>
    private async Task<IReadOnlyList<Dictionary<string, string>>> ChoicesAsync(DashboardFile dashboard, Dictionary<string, string> builtIns)
    {
        var choices = new List<Dictionary<string, string>> { builtIns };
        foreach (var variable in dashboard.Variables)
        {
            var texts = await TextsAsync(variable, choices[0]);
            choices = [.. from text in texts from choice in choices select new Dictionary<string, string>(choice) { [variable.Name] = text }];
        }

        return choices;
    }

    private async Task<IEnumerable<string>> TextsAsync(VariableOfFile variable, Dictionary<string, string> others)
    {
        if (variable.Type == "datasource")
            return ["Prometheus"];
        if (variable.Type != "query")
            return variable.Options.Take(2);
        var (series, label) = variable.LabelValues;
        var values = (await lab.Prometheus.LabelValuesAsync(Interpolation.Apply(series, others), label)).OrderBy(value => value != DashboardLab.Star).ToList();
        if (values.Count == 0)
            _problems.Add($"${variable.Name}: no values");
        return variable.Many ? [variable.AllValue ?? Interpolation.Regex(values), Interpolation.Regex([.. values.Take(2)])] : values;
    }

    /// <summary>At least one number: a quantile of nothing is NaN.</summary>
    private static bool HasValue(JsonElement result) => result.EnumerateArray().Any(series => series.TryGetProperty("values", out var values)
        ? values.EnumerateArray().Any(IsNumber)
        : IsNumber(series.GetProperty("value")));

    private static bool IsNumber(JsonElement sample) => double.IsFinite(Number(sample[1].GetString()!));

    private static double Number(string text) => double.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value : double.NaN;
}
