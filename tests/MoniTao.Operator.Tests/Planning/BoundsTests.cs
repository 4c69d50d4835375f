using System.Text.Json;
using System.Text.Json.Nodes;
using MoniTao.Operator.Api;
using MoniTao.Operator.Api.Spec;
using MoniTao.Operator.Planning;
using MoniTao.Operator.Tests.Crd;

namespace MoniTao.Operator.Tests.Planning;

/// <summary>Takes a valid spec that uses every field, and breaks each bound of the generated schema in it, one at a time.</summary>
public class BoundsTests
{
    private const string Full = """
        {"target":"https://a","periodSeconds":60,"timeoutSeconds":10,"failureThreshold":2,"successThreshold":1,"retrySeconds":2,"suspend":false,
         "dns":{"resolvers":["system"],"recordType":"A","expectedAddresses":["192.0.2.1"]},
         "tls":{"serverName":"a","minimumVersion":"1.3","expiryWarningDays":7,"revocation":"CRL","insecureSkipVerify":false,
                "caConfigMapRef":{"name":"ca","key":"k"},"clientCertificateSecretRef":{"name":"c","certificateKey":"c","privateKeyKey":"k"}},
         "http":{"method":"GET","headers":[{"name":"Accept","value":"a"}],"expectedStatus":["200"],"bodyPattern":"ok","followRedirects":false,
                 "bearerTokenSecretRef":{"name":"b","key":"k"},"basicAuthSecretRef":{"name":"b","usernameKey":"u","passwordKey":"p"}},
         "maintenance":[{"schedule":"0 2 * * 0","durationSeconds":60,"timeZone":"UTC"}],
         "alert":{"severity":"info","labels":{"team":"a"},"runbookUrl":"https://a"}}
        """;

    public static TheoryData<string, string, string> Violations => new(SchemaNodes.All().Where(node => node.Path.StartsWith("spec.", StringComparison.Ordinal)).SelectMany(Of));

    [Theory]
    [MemberData(nameof(Violations))]
    public void A_value_beyond_a_bound_of_the_schema_is_reported_at_its_field(string path, string bound, string value)
    {
        var document = new JsonObject { ["spec"] = JsonNode.Parse(Full) };
        Replace(document, path, JsonNode.Parse(value)!);

        var errors = SpecValidator.Validate(document["spec"].Deserialize<ConnectivityMonitorSpec>(ApiJson.Options));

        var expected = path.Replace("[]", "[0]", StringComparison.Ordinal).Replace("[*]", "[team]", StringComparison.Ordinal);
        Assert.True(errors.Any(error => error.Path == expected), $"{bound} of {path} = {value[..Math.Min(60, value.Length)]}: {string.Join("; ", errors)}");
    }

    [Fact]
    public void The_schema_has_bounds_to_break() => Assert.InRange(Violations.Count, 80, 400);

    [Fact]
    public void Every_field_of_the_schema_is_in_the_full_spec()
    {
        foreach (var (path, _) in SchemaNodes.All().Where(node => node.Path.StartsWith("spec.", StringComparison.Ordinal)))
            Replace(new JsonObject { ["spec"] = JsonNode.Parse(Full) }, path, "x");
    }

    private static IEnumerable<(string Path, string Bound, string Value)> Of((string Path, JsonObject Node) given)
    {
        var (path, node) = given;
        if (node["maximum"] is { } maximum)
            yield return (path, "maximum", $"{(long)maximum + 1}");
        if (node["minimum"] is { } minimum)
            yield return (path, "minimum", $"{(long)minimum - 1}");
        if (node["maxLength"] is { } length)
            yield return (path, "maxLength", $"\"{new string('a', (int)length + 1)}\"");
        if (node["minLength"] is not null)
            yield return (path, "minLength", "\"\"");
        if (node["enum"] is not null)
            yield return (path, "enum", "\"unknown\"");
        // A line feed at the end is where "$" of .NET and of the API server differ.
        foreach (var text in node["pattern"] is null ? Array.Empty<string>() : ["\\u0000", "a\\n", "ü ü"])
            yield return (path, "pattern", $"\"{text}\"");
        if (node["maxItems"] is { } items)
            yield return (path, "maxItems", $"[{string.Join(',', Enumerable.Range(0, (int)items + 1).Select(i => Item(node, i)))}]");
        if (node["minItems"] is not null)
            yield return (path, "minItems", "[]");
        if ((string?)node["x-kubernetes-list-type"] == "set")
            yield return (path, "set", $"[{Item(node, 1)},{Item(node, 1)}]");
        if (node["maxProperties"] is { } properties)
            yield return (path, "maxProperties", $"{{{string.Join(',', Enumerable.Range(0, (int)properties + 1).Select(i => $"\"k{i}\":\"v\""))}}}");
    }

    private static string Item(JsonObject list, int index) =>
        (string?)list["items"]!["type"] == "object" ? """{"name":"a","value":"b","schedule":"@daily","durationSeconds":1}""" : $"\"{200 + index}\"";

    private static void Replace(JsonNode root, string path, JsonNode value)
    {
        var steps = path.Replace("[]", ".0", StringComparison.Ordinal).Replace("[*]", ".team", StringComparison.Ordinal).Split('.');
        var owner = steps[..^1].Aggregate(root, (node, step) => (node is JsonArray list ? list[int.Parse(step, null)] : node[step])!);
        if (owner is JsonArray items)
            items[int.Parse(steps[^1], null)] = value;
        else
            owner.AsObject()[steps[^1]] = owner.AsObject().ContainsKey(steps[^1]) ? value : throw new InvalidOperationException($"{path} is not in the full spec");
    }
}
