namespace MoniTao.Dashboards.Model;

/// <summary>A question of a panel to Prometheus.</summary>
/// <param name="Expression">PromQL with Grafana's variables.</param>
/// <param name="Legend">The name of a series, such as <c>{{layer}}</c>; empty for all labels.</param>
internal sealed record Query(string Expression, string Legend = "")
{
    /// <summary>Only the value now, in place of the whole time range.</summary>
    public bool Instant { get; init; }

    /// <summary>One row per series, in place of one line.</summary>
    public bool Table { get; init; }

    public object ToJson(int index) => new
    {
        refId = ((char)('A' + index)).ToString(),
        datasource = Variable.DataSource,
        editorMode = "code",
        expr = Expression.ReplaceLineEndings("\n"),
        instant = Instant,
        range = !Instant,
        format = Table ? "table" : "time_series",
        legendFormat = Legend.Length > 0 ? Legend : "__auto",
    };
}
