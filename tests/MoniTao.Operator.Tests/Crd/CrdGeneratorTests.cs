using System.Text.Json.Nodes;
using MoniTao.Operator.Crd;
using MoniTao.TestKit;
using YamlDotNet.Serialization;

namespace MoniTao.Operator.Tests.Crd;

public class CrdGeneratorTests
{
    [Theory]
    [InlineData("config/crd/monitao.io_connectivitymonitors.yaml", "crd")]
    [InlineData("docs/api-reference.md", "crd --output markdown")]
    public void The_file_in_the_repository_is_what_is_generated(string path, string command)
    {
        var generated = command == "crd" ? CrdGenerator.Yaml() : ApiReference.Markdown();

        Assert.True(
            File.ReadAllText(Path.Combine(RepositoryFolder.Path, path)) == generated,
            $"{path} differs from the types. Regenerate it: dotnet run --project src/MoniTao.Operator -- {command} > {path}");
    }

    [Fact]
    public void The_YAML_says_what_the_JSON_says()
    {
        var read = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build().Deserialize(CrdGenerator.Yaml());

        var json = new SerializerBuilder().JsonCompatible().Build().Serialize(read!);

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(json), JsonNode.Parse(CrdGenerator.Generate().ToJsonString())), json);
    }

    [Fact]
    public void Every_node_has_one_type_and_no_reference()
    {
        Assert.All(SchemaNodes.All(), node =>
        {
            Assert.Contains((string?)node.Node["type"], new[] { "object", "array", "string", "integer", "number", "boolean" });
            Assert.False(node.Node.ContainsKey("$ref"), node.Path);
            Assert.False(node.Node.ContainsKey("nullable"), node.Path);
        });
    }

    [Fact]
    public void Every_field_has_a_description()
    {
        Assert.All(
            SchemaNodes.All().Where(node => node.Path != "metadata" && !node.Path.EndsWith(']') && node.Path.Length > 0),
            node => Assert.False(string.IsNullOrWhiteSpace((string?)node.Node["description"]), node.Path));
    }

    /// <summary>The API server estimates the cost of a CEL rule from these bounds, and refuses the CRD when one is missing.</summary>
    [Fact]
    public void Every_string_list_and_map_is_bounded()
    {
        var free = new List<string>();
        foreach (var (path, node) in SchemaNodes.All())
        {
            var bounded = (string?)node["type"] switch
            {
                "string" => node.ContainsKey("maxLength") || node.ContainsKey("enum") || node.ContainsKey("format"),
                "array" => node.ContainsKey("maxItems") && node.ContainsKey("x-kubernetes-list-type"),
                "object" => !node.ContainsKey("additionalProperties") || node.ContainsKey("maxProperties"),
                _ => true,
            };
            if (!bounded)
                free.Add(path);
        }

        // The API server bounds these two itself.
        Assert.Equal(["apiVersion", "kind"], free);
    }

    [Fact]
    public void Numbers_and_times_have_a_format()
    {
        var formats = SchemaNodes.All().Where(node => (string?)node.Node["type"] is "integer" or "number").ToDictionary(node => node.Path, node => (string?)node.Node["format"]);

        Assert.Equal("int32", formats["spec.periodSeconds"]);
        Assert.Equal("int64", formats["status.observedGeneration"]);
        Assert.DoesNotContain(formats, format => format.Value is null);
        Assert.Equal("date-time", SchemaNodes.All().Single(node => node.Path == "status.verdict.since").Node["format"]!.GetValue<string>());
    }

    [Fact]
    public void Defaults_are_those_of_a_fresh_object()
    {
        var defaults = SchemaNodes.All().Where(node => node.Node.ContainsKey("default")).ToDictionary(node => node.Path, node => node.Node["default"]!.ToJsonString());

        Assert.Equal("60", defaults["spec.periodSeconds"]);
        Assert.Equal("[\"system\"]", defaults["spec.dns.resolvers"]);
        Assert.Equal("true", defaults["spec.http.followRedirects"]);
        Assert.Equal("\"token\"", defaults["spec.http.bearerTokenSecretRef.key"]);
        Assert.DoesNotContain(defaults.Keys, path => path.StartsWith("status", StringComparison.Ordinal));
    }

    [Fact]
    public void Columns_that_are_wide_have_priority_1()
    {
        var columns = CrdGenerator.Generate()["spec"]!["versions"]![0]!["additionalPrinterColumns"]!.AsArray();

        Assert.Equal(["Target", "Reachable", "Reason", "Since", "Age"], columns.Where(column => column!["priority"] is null).Select(column => (string)column!["name"]!));
        Assert.Equal(["Layer", "Message", "Cert-Expires", "Uptime-24h"], columns.Where(column => (int?)column!["priority"] == 1).Select(column => (string)column!["name"]!));
    }

    [Fact]
    public void Conditions_merge_by_type()
    {
        var conditions = SchemaNodes.All().Single(node => node.Path == "status.conditions").Node;

        Assert.Equal("map", (string?)conditions["x-kubernetes-list-type"]);
        Assert.Equal("""["type"]""", conditions["x-kubernetes-list-map-keys"]!.ToJsonString());
    }
}
