using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using MoniTao.Connectivity.Model;
using MoniTao.Operator.Api;
using MoniTao.Operator.Planning;
using MoniTao.Operator.Tests.Planning;

namespace MoniTao.Operator.Tests.Fuzz;

/// <summary>Specs of every kind: what the validator accepts the planner plans, and what it refuses has a field and a phrase.</summary>
public sealed class SpecProperties
{
    private static readonly Gen<JsonNode?> Text = Mutations.OfText(
        ["", "a", "GET", "HEAD", "1.2", "Any", "AAAA", "system", "1.1.1.1", "[::1]:53", "2001:db8::1", "200-299", "404", "0 2 * * 0", "@daily", "Europe/Paris", "UTC", "critical", "https://wiki.example/x", "o+k", "(?=a)b\\1", "shop.example", "ca.crt"],
        "(", ")+", "[", "\\", "*", "{99999}", "-", " ", "\n", "\u001b", "\ud800", "é", "..", ":", "65536").Select(text => (JsonNode?)JsonValue.Create(text));

    private static readonly Gen<JsonNode?> Target = Mutations.OfText(
        ["https://shop.example/health?x=1", "http://[2001:db8::1]:8080/", "tls://a:443", "tcp://127.0.0.1:22", "icmp://a", "dns://a.example."],
        "@", ":", "[", "]", "/", "?", "#", "..", " ", "é", "0", "65536", "%").Select(text => (JsonNode?)JsonValue.Create(text));

    private static readonly Gen<JsonNode?> Number = Gen.OneOf(Gen.Int[0, 90], Gen.Int).Select(number => (JsonNode?)JsonValue.Create(number));

    private static readonly Gen<JsonNode?> Flag = Gen.Bool.Select(flag => (JsonNode?)JsonValue.Create(flag));

    private static readonly Gen<JsonNode?> Spec = Object(
        ("target", Target), ("periodSeconds", Number), ("timeoutSeconds", Number), ("failureThreshold", Number), ("successThreshold", Number), ("retrySeconds", Number), ("suspend", Flag),
        ("dns", Object(("resolvers", List(Text)), ("recordType", Text), ("expectedAddresses", List(Text)))),
        ("tls", Object(("serverName", Text), ("minimumVersion", Text), ("expiryWarningDays", Number), ("insecureSkipVerify", Flag), ("caConfigMapRef", Object(("name", Text))))),
        ("http", Object(("method", Text), ("headers", List(Object(("name", Text), ("value", Text)))), ("expectedStatus", List(Text)), ("bodyPattern", Text), ("followRedirects", Flag), ("bearerTokenSecretRef", Object(("name", Text), ("key", Text))))),
        ("maintenance", List(Object(("schedule", Text), ("durationSeconds", Number), ("timeZone", Text)))),
        ("alert", Object(("severity", Text), ("labels", Object(("team", Text), ("a-b", Text))), ("runbookUrl", Text))));

    [Fact]
    public Task What_the_validator_accepts_the_planner_plans() => Property.HoldsAsync(Spec.Where(spec => spec is JsonObject), async json =>
    {
        if (Read(json!) is not { } monitor)
            return;
        var errors = SpecValidator.Validate(monitor.Spec);
        Assert.All(errors, error => Assert.True(error.Path.StartsWith("spec", StringComparison.Ordinal) && error.Message.Length > 0, error.ToString()));

        var result = await new MonitorPlanner(new FakeReferences()).PlanAsync(monitor, CancellationToken.None);

        Assert.Equal(errors.Count > 0, result is PlanResult.Stalled { Reason: StallReason.InvalidSpec });
        if (result is not PlanResult.Planned { Plan: var plan })
            return;
        Assert.True(TargetParser.TryParse(plan.Probe.Target.ToString(), out var again, out var error), error);
        Assert.Equal(plan.Probe.Target, again);
        Assert.True(plan.Probe.Timeout <= plan.Cadence.Period && plan.Cadence.Retry <= plan.Cadence.Period);
        _ = plan.InMaintenance(DateTimeOffset.UnixEpoch.AddYears(56));
    }, tries: 1500);

    private static ConnectivityMonitor? Read(JsonNode json)
    {
        try
        {
            return Specs.Monitor(json.ToJsonString());
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Each field is there half of the time, now and then as null; each spec has its target.</summary>
    private static Gen<JsonNode?> Object(params (string Name, Gen<JsonNode?> Value)[] fields)
    {
        var drawn = fields.Select(field => Gen.Select(Gen.Int[0, 40], field.Value, (dice, value) => (field.Name, Value: dice == 0 ? null : value, There: dice < 14 || field.Name is "target" or "name" or "schedule"))).ToArray();
        return drawn.Aggregate(
            Gen.Const(0).Select(_ => new JsonObject()),
            (all, next) => Gen.Select(all, next, (whole, field) => With(whole, field.There ? field.Name : null, field.Value))).Select(whole => (JsonNode?)whole);
    }

    private static JsonObject With(JsonObject whole, string? name, JsonNode? value)
    {
        if (name is not null)
            whole[name] = value?.DeepClone();
        return whole;
    }

    private static Gen<JsonNode?> List(Gen<JsonNode?> item) => item.Array[0, 3].Select(items => (JsonNode?)new JsonArray([.. items.Select(i => i?.DeepClone())]));
}
