using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MoniTao.Operator.Tests.Charts.Support;
using MoniTao.TestKit;

namespace MoniTao.Operator.Tests.Charts;

/// <summary><c>docs/values.md</c> is what <c>values.yaml</c> says, and the schema knows exactly these values.</summary>
public sealed partial class ValuesPageTests
{
    private static readonly string Page = Path.Combine(RepositoryFolder.Path, "docs", "values.md");

    [Fact]
    public async Task The_page_is_made_from_the_comments_of_the_values()
    {
        var expected = Markdown(await File.ReadAllLinesAsync(Chart.File("values.yaml"), TestContext.Current.CancellationToken));
        if (expected == await File.ReadAllTextAsync(Page, TestContext.Current.CancellationToken))
            return;
        var made = Path.Combine(AppContext.BaseDirectory, "values.md");
        await File.WriteAllTextAsync(made, expected, TestContext.Current.CancellationToken);
        Assert.Fail($"docs/values.md is not what values.yaml says; run: cp {made} {Page}");
    }

    [Fact]
    public async Task The_schema_has_each_value_and_no_other()
    {
        var schema = JsonNode.Parse(await File.ReadAllTextAsync(Chart.File("values.schema.json"), TestContext.Current.CancellationToken))!.AsObject();
        var values = Rendered.Parse(await File.ReadAllTextAsync(Chart.File("values.yaml"), TestContext.Current.CancellationToken)).Single().Json;

        var known = SchemaPaths(schema, schema).ToList();
        // below a map that takes anything, such as resources.requests, the schema has no names
        var used = Paths(values).Select(path => known.Find(name => path == name || path.StartsWith(name + ".", StringComparison.Ordinal)) ?? path).Distinct();

        // `global` is what a parent chart may set in every chart below it
        Assert.Equal(known.Order(StringComparer.Ordinal), used.Append("global").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task No_object_of_the_schema_takes_a_name_that_it_does_not_have()
    {
        var schema = JsonNode.Parse(await File.ReadAllTextAsync(Chart.File("values.schema.json"), TestContext.Current.CancellationToken))!;
        var objects = Objects(schema).Where(o => o["properties"] is JsonObject).ToList();

        Assert.NotEmpty(objects);
        Assert.All(objects, o => Assert.Equal("false", o["additionalProperties"]?.ToJsonString()));
    }

    /// <summary>Every value has a row: its path, its default, and the comment on its line.</summary>
    private static string Markdown(string[] lines)
    {
        var page = new StringBuilder("# Values of the chart\n\nMade from the comments of `charts/monitao-operator/values.yaml`. What is not here is refused.\n");
        var path = new List<(int Indent, string Key)>();
        foreach (var line in lines.Skip(1))
        {
            if (line.StartsWith("# ", StringComparison.Ordinal))
                page.Append('\n').Append(line[2..]).Append("\n\n| value | default | |\n|---|---|---|\n");
            if (Value().Match(line) is not { Success: true } match)
                continue;
            var indent = match.Groups["indent"].Length;
            path.RemoveAll(parent => parent.Indent >= indent);
            path.Add((indent, match.Groups["key"].Value));
            var content = match.Groups["value"].Value;
            var comment = match.Groups["comment"].Value;
            if (content.Length > 0 || comment.Length > 0)
                page.Append($"| `{string.Join('.', path.Select(part => part.Key))}` | {(content.Length > 0 ? $"`{content}`" : "")} | {comment.Replace("|", "\\|", StringComparison.Ordinal)} |\n");
        }
        return page.ToString();
    }

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject o => o.SelectMany(pair => Objects(pair.Value)).Prepend(o),
        JsonArray list => list.SelectMany(Objects),
        _ => [],
    };

    private static IEnumerable<string> Paths(JsonObject values, string prefix = "") => values.SelectMany(pair =>
        pair.Value is JsonObject { Count: > 0 } inner ? Paths(inner, $"{prefix}{pair.Key}.") : [prefix + pair.Key]);

    private static IEnumerable<string> SchemaPaths(JsonNode node, JsonObject schema, string prefix = "")
    {
        if ((string?)node["$ref"] is { } reference)
            node = schema["definitions"]![reference.Split('/')[^1]]!;
        return node["properties"] is JsonObject properties
            ? properties.SelectMany(pair => SchemaPaths(pair.Value!, schema, prefix.Length == 0 ? pair.Key : $"{prefix}.{pair.Key}"))
            : [prefix];
    }

    [GeneratedRegex(@"^(?<indent> *)(?<key>[A-Za-z]+):(?: +(?<value>[^#]*[^# ]))?(?: +# (?<comment>.+))?$")]
    private static partial Regex Value();
}
