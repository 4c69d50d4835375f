namespace MoniTao.Dashboards.Model;

/// <summary>A choice at the top of a dashboard.</summary>
/// <param name="Definition">What Grafana wants, by the type of the variable.</param>
internal sealed record Variable(object Definition)
{
    /// <summary>How panels name the data source: by the variable, never by the uid that one Grafana gave it.</summary>
    public static readonly object DataSource = new { type = "prometheus", uid = "${datasource}" };

    public static readonly Variable Source = new(new
    {
        type = "datasource",
        name = "datasource",
        label = "Data source",
        description = "The Prometheus that scrapes MoniTao",
        query = "prometheus",
        regex = "",
        refresh = 1,
        hide = 0,
        multi = false,
        includeAll = false,
        options = Array.Empty<object>(),
        current = new { },
    });

    /// <summary>Several values of a label, or all.</summary>
    public static Variable Labels(string name, string label, string query, string? all = ".*") => Of(name, label, query, many: true, all);

    /// <summary>One value of a label: what does not make sense for several.</summary>
    public static Variable Label(string name, string label, string query) => Of(name, label, query, many: false, null);

    /// <summary>A fixed list: texts and their values, the first is chosen.</summary>
    public static Variable Choice(string name, string label, string description, params (string Text, string Value)[] options) => new(new
    {
        type = "custom",
        name,
        label,
        description,
        query = string.Join(",", options.Select(option => $"{option.Text} : {option.Value}")),
        hide = 0,
        multi = false,
        includeAll = false,
        options = options.Select((option, index) => new { selected = index == 0, text = option.Text, value = option.Value }),
        current = new { selected = true, text = options[0].Text, value = options[0].Value },
    });

    /// <summary>A text that links need, to be changed in the dashboard's settings.</summary>
    public static Variable Constant(string name, string description, string value) => new(new
    {
        type = "constant",
        name,
        description,
        query = value,
        hide = 2,
        skipUrlSync = true,
        options = new[] { new { selected = true, text = value, value } },
        current = new { selected = true, text = value, value },
    });

    private static Variable Of(string name, string label, string query, bool many, string? all) => new(Json.Merge([], Json.Of(new
    {
        type = "query",
        name,
        label,
        datasource = DataSource,
        query = new { query, refId = "PrometheusVariableQueryEditor-VariableQuery", qryType = 1 },
        regex = "",
        refresh = 2, // with the time range: a monitor that is gone is still there in its past
        sort = 1,
        hide = 0,
        multi = many,
        includeAll = many,
        allValue = all,
        options = Array.Empty<object>(),
        current = many ? new { selected = true, text = new[] { "All" }, value = new[] { "$__all" } } : (object)new { },
    })));
}
