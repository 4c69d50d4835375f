using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace MoniTao.Operator.Tests.Dashboards.Support;

/// <summary>A variable of a dashboard's file.</summary>
internal sealed partial record VariableOfFile(JsonNode Json)
{
    public string Name => DashboardFile.Text(Json, "name");

    public string Type => DashboardFile.Text(Json, "type");

    public bool Many => Json["multi"]?.GetValue<bool>() == true;

    /// <summary>What stands for all values; null: a list of them.</summary>
    public string? AllValue => Json["allValue"]?.GetValue<string>();

    /// <summary>The values of a list or a constant, the one that is chosen at first before the others.</summary>
    public IReadOnlyList<string> Options => [.. Json["options"]!.AsArray().OrderBy(o => !o!["selected"]!.GetValue<bool>()).Select(o => DashboardFile.Text(o!, "value"))];

    /// <summary>Series and label of <c>label_values(series, label)</c>.</summary>
    public (string Series, string Label) LabelValues
    {
        get
        {
            var match = LabelValuesCall().Match(DashboardFile.Text(Json["query"]!, "query"));
            return (match.Groups["series"].Value, match.Groups["label"].Value);
        }
    }

    [GeneratedRegex(@"^label_values\((?<series>.+), (?<label>\w+)\)$")]
    private static partial Regex LabelValuesCall();
}
