using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MoniTao.Dashboards;
using MoniTao.Operator.Metrics;
using MoniTao.Operator.Tests.Dashboards.Support;
using MoniTao.TestKit;

namespace MoniTao.Operator.Tests.Dashboards;

public sealed partial class DashboardModelTests
{
    private const int Columns = 24;

    public static TheoryData<string> Names => DashboardFile.Names;

    [Fact]
    public void Files_are_what_their_source_says()
    {
        const string Advice = "run: dotnet run --project dashboards/source -- dashboards";
        Assert.Equal(DashboardFiles.All.Keys.Order(StringComparer.Ordinal), DashboardFile.All.Select(dashboard => dashboard.Name));
        Assert.All(DashboardFiles.All, file => Assert.True(File.ReadAllText(Path.Combine(DashboardFile.Folder, file.Key)) == file.Value, $"{file.Key} is old; {Advice}"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Panels_have_an_id_of_their_own_and_lie_beside_each_other(string file)
    {
        var panels = DashboardFile.Named(file).Json["panels"]!.AsArray().Select(panel => new PanelOfFile(panel!)).ToList();
        Assert.Equal(panels.Count, panels.DistinctBy(panel => panel.Id).Count());
        var taken = new Dictionary<(int, int), string>();
        foreach (var panel in panels)
        {
            var (x, y, width, height) = panel.Place;
            Assert.InRange(x + width, 1, Columns);
            foreach (var cell in from column in Enumerable.Range(x, width) from line in Enumerable.Range(y, height) select (column, line))
                Assert.True(taken.TryAdd(cell, panel.Title), $"{panel.Title} lies on {taken.GetValueOrDefault(cell)}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_panel_says_what_it_shows_in_which_unit_and_what_nothing_means(string file)
    {
        foreach (var panel in DashboardFile.Named(file).Panels)
        {
            Assert.NotEmpty(panel.Title);
            Assert.EndsWith(".", DashboardFile.Text(panel.Json, "description"), StringComparison.Ordinal);
            Assert.NotEmpty(DashboardFile.Text(panel.Field, "unit"));
            if (!panel.Queries.All(query => query.Expression.EndsWith("or vector(0)", StringComparison.Ordinal)))
                Assert.True(DashboardFile.Text(panel.Field, "noValue").Length > 0, $"{panel.Title}: what is written when there is nothing?");
        }
    }

    [Fact]
    public void Addresses_of_dashboards_are_unique_and_the_names_of_their_files() =>
        Assert.All(DashboardFile.All, dashboard => Assert.Equal(dashboard.Name, $"{dashboard.Uid}.json"));

    [Theory]
    [MemberData(nameof(Names))]
    public void No_data_source_is_named_but_by_the_variable(string file)
    {
        var json = DashboardFile.Named(file).Json;
        var uids = Nodes(json).OfType<JsonObject>().Where(node => node != json && node.ContainsKey("uid")).Select(node => node["uid"]!.GetValue<string>()).ToList();
        Assert.NotEmpty(uids);
        Assert.All(uids, uid => Assert.Equal("${datasource}", uid));
        Assert.All(Nodes(json).OfType<JsonObject>().Where(node => node.ContainsKey("datasource")), node => Assert.IsType<JsonObject>(node["datasource"]));
    }

    [Theory]
    [InlineData("fleet", "What is down, and why", "Who was down when", "Failing monitors by layer", "Slowest layers")]
    [InlineData("monitor", "State and reasons", "Where the time goes", "Outages", "Share of time in an outage", "Certificate ends in")]
    [InlineData("heatmap", "Share of time down, by hour and weekday", "By hour of the day", "By weekday")]
    public void Dashboard_about_monitors_lets_them_be_chosen_and_answers_its_questions(string name, params string[] questions)
    {
        var dashboard = DashboardFile.Named($"monitao-{name}.json");

        Assert.Subset(dashboard.Panels.Select(panel => panel.Title).ToHashSet(), questions.ToHashSet());
        Assert.Equal(["datasource datasource", "namespace query", "monitor query"], dashboard.Variables.Take(3).Select(variable => $"{variable.Name} {variable.Type}"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_metric_of_a_query_is_in_the_catalog_and_each_variable_is_defined(string file)
    {
        var dashboard = DashboardFile.Named(file);
        string[] suffixes = ["", "_bucket", "_sum", "_count"];
        var known = MetricsReference.All.SelectMany(metric => suffixes.Take(metric.Type == MetricType.Histogram ? 4 : 1), (metric, suffix) => metric.Name + suffix).ToHashSet();
        var queries = dashboard.Panels.SelectMany(panel => panel.Queries).Select(query => query.Expression)
            .Concat(dashboard.Variables.Where(variable => variable.Type == "query").Select(variable => variable.LabelValues.Series)).ToList();
        var metrics = queries.SelectMany(query => Metric().Matches(query)).Select(match => match.Value).ToHashSet();
        Assert.NotEmpty(metrics);
        Assert.Subset(known, metrics);

        var defined = dashboard.Variables.Select(variable => variable.Name).ToHashSet();
        var used = Nodes(dashboard.Json).OfType<JsonValue>().Where(value => value.TryGetValue<string>(out _))
            .SelectMany(value => Interpolation.NamesIn(value.GetValue<string>())).Where(name => !name.StartsWith("__", StringComparison.Ordinal)).ToHashSet();
        Assert.Subset(defined, used);
    }

    [Fact]
    public void Links_lead_to_dashboards_that_exist_and_to_variables_that_they_have()
    {
        var dashboards = DashboardFile.All.ToDictionary(dashboard => dashboard.Uid);
        var links = dashboards.Values.SelectMany(dashboard => Nodes(dashboard.Json)).OfType<JsonValue>()
            .Select(value => value.TryGetValue<string>(out var text) ? text : "").Where(text => text.StartsWith("/d/", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(links);
        foreach (var link in links)
        {
            var variables = dashboards[link["/d/".Length..link.IndexOf('?', StringComparison.Ordinal)]].Variables.Select(variable => variable.Name).ToHashSet();
            Assert.Subset(variables, VariableInLink().Matches(link).Select(match => match.Groups[1].Value).ToHashSet());
        }
    }

    [Fact]
    public void Panel_that_the_documentation_links_to_is_the_one_it_names()
    {
        var documentation = File.ReadAllText(Path.Combine(RepositoryFolder.Path, "docs", "dashboards.md"));
        var id = int.Parse(ViewPanel().Match(documentation).Groups[1].Value, CultureInfo.InvariantCulture);
        Assert.Equal("State and reasons", DashboardFile.Named("monitao-monitor.json").Panels.Single(panel => panel.Id == id).Title);
    }

    private static IEnumerable<JsonNode> Nodes(JsonNode node) => node switch
    {
        JsonObject o => o.Select(property => property.Value).OfType<JsonNode>().SelectMany(Nodes).Prepend(node),
        JsonArray a => a.OfType<JsonNode>().SelectMany(Nodes),
        _ => [node],
    };

    [GeneratedRegex(@"\bmonitao_\w+")]
    private static partial Regex Metric();

    [GeneratedRegex(@"viewPanel=(\d+)` for the panel \*State and reasons\*")]
    private static partial Regex ViewPanel();

    [GeneratedRegex(@"[?&]var-(\w+)=")]
    private static partial Regex VariableInLink();
}
