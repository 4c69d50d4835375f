using System.Text.Json.Nodes;

namespace MoniTao.Dashboards.Model;

/// <summary>One picture of a dashboard.</summary>
/// <param name="Type">Grafana's plugin, such as <c>timeseries</c>.</param>
/// <param name="Title">A few words.</param>
/// <param name="Description">What it shows and how to read it, for somebody who sees it for the first time.</param>
/// <param name="Width">Of 24 columns.</param>
/// <param name="Height">In steps of 30 pixels.</param>
/// <param name="Unit">Grafana's name of the unit.</param>
internal sealed record Panel(string Type, string Title, string Description, int Width, int Height, string Unit)
{
    public IReadOnlyList<Query> Queries { get; init; } = [];

    /// <summary>Settings of the plugin.</summary>
    public JsonObject Options { get; init; } = [];

    /// <summary>Settings of the values, beside the unit.</summary>
    public JsonObject Field { get; init; } = [];

    /// <summary>Settings of some columns or series.</summary>
    public IReadOnlyList<object> Overrides { get; init; } = [];

    public IReadOnlyList<object> Transformations { get; init; } = [];

    public Panel Ask(string expression, string legend = "") => With(new Query(expression, legend));

    /// <summary>Asks for the value now.</summary>
    public Panel AskNow(string expression, string legend = "") => With(new Query(expression, legend) { Instant = true });

    /// <summary>Asks for the series now, one row each.</summary>
    public Panel AskRows(string expression) => With(new Query(expression) { Instant = true, Table = true });

    public Panel Set(object field) => this with { Field = Json.Merge((JsonObject)Field.DeepClone(), Json.Of(field)) };

    public Panel Option(object options) => this with { Options = Json.Merge((JsonObject)Options.DeepClone(), Json.Of(options)) };

    /// <summary>What is written when there is nothing: an answer, not a hole.</summary>
    public Panel WhenEmpty(string text) => Set(new { noValue = text });

    public Panel Transform(string id, object options) => this with { Transformations = [.. Transformations, new { id, options }] };

    /// <summary>The order of the columns of a table.</summary>
    public Panel Order(params string[] columns) =>
        Transform("organize", new { indexByName = columns.Select((name, index) => (name, index)).ToDictionary() });

    /// <summary>Settings of the column or series of this name.</summary>
    public Panel Column(string name, params (string Id, object Value)[] properties) => Override("byName", name, properties);

    public Panel Override(string matcher, string subject, params (string Id, object Value)[] properties) => this with
    {
        Overrides = [.. Overrides, new { matcher = new { id = matcher, options = subject }, properties = properties.Select(p => new { id = p.Id, value = p.Value }) }],
    };

    public JsonObject ToJson(int id, int x, int y) => Json.Of(new
    {
        id,
        type = Type,
        title = Title,
        description = Description,
        datasource = Variable.DataSource,
        gridPos = new { h = Height, w = Width, x, y },
        targets = Queries.Select((query, index) => query.ToJson(index)),
        fieldConfig = new { defaults = Json.Merge(Json.Of(new { unit = Unit }), Field), overrides = Overrides },
        options = Options,
        transformations = Transformations,
    });

    private Panel With(Query query) => this with { Queries = [.. Queries, query] };
}
