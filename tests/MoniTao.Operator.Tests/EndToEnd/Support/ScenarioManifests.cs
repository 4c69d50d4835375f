using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MoniTao.FaultLab;

namespace MoniTao.Operator.Tests.EndToEnd.Support;

/// <summary>A scenario of the fault lab as a user would apply it: a monitor, its ConfigMap, its Secret.</summary>
internal static partial class ScenarioManifests
{
    public static string Of(FaultScenario scenario)
    {
        var settings = scenario.Settings;
        var documents = new List<JsonObject>();
        if (settings.CaBundlePem is { } bundle)
            documents.Add(Document("v1", "ConfigMap", scenario.Name, "data", new JsonObject { ["ca.crt"] = bundle }));
        if (settings.ClientCertificatePem is { } pem)
            documents.Add(Document("v1", "Secret", scenario.Name, "stringData", new JsonObject { ["tls.crt"] = Certificate().Match(pem).Value, ["tls.key"] = Key().Match(pem).Value }));
        documents.Add(Document("monitao.io/v1alpha1", "ConnectivityMonitor", scenario.Name, "spec", Spec(scenario)));
        return string.Join("\n---\n", documents.Select(d => d.ToJsonString()));
    }

    private static JsonObject Document(string version, string kind, string name, string field, JsonObject content) => new()
    {
        ["apiVersion"] = version,
        ["kind"] = kind,
        ["metadata"] = new JsonObject { ["name"] = name },
        [field] = content,
    };

    private static JsonObject Spec(FaultScenario scenario)
    {
        var s = scenario.Settings;
        var spec = new JsonObject
        {
            ["target"] = scenario.Target,
            ["periodSeconds"] = Math.Max(10, s.TimeoutSeconds),
            ["timeoutSeconds"] = s.TimeoutSeconds,
            ["retrySeconds"] = 1,
        };
        Add(spec, "dns", new JsonObject(), dns =>
        {
            Set(dns, "resolvers", s.Resolvers);
            Set(dns, "recordType", s.RecordType);
            Set(dns, "expectedAddresses", s.ExpectedAddresses);
        });
        Add(spec, "tls", new JsonObject(), tls =>
        {
            Set(tls, "serverName", s.ServerName);
            Set(tls, "minimumVersion", s.MinimumTlsVersion);
            Set(tls, "expiryWarningDays", s.ExpiryWarningDays);
            Set(tls, "revocation", s.Revocation);
            Set(tls, "caConfigMapRef", s.CaBundlePem is null ? null : new { name = scenario.Name });
            Set(tls, "clientCertificateSecretRef", s.ClientCertificatePem is null ? null : new { name = scenario.Name });
        });
        Add(spec, "http", new JsonObject(), http =>
        {
            Set(http, "expectedStatus", s.ExpectedStatus);
            Set(http, "bodyPattern", s.BodyPattern);
            Set(http, "followRedirects", s.FollowRedirects ? null : false);
        });
        return spec;
    }

    private static void Add(JsonObject spec, string name, JsonObject section, Action<JsonObject> fill)
    {
        fill(section);
        if (section.Count > 0)
            spec[name] = section;
    }

    private static void Set(JsonObject section, string name, object? value)
    {
        if (value is not (null or IReadOnlyList<string> { Count: 0 }))
            section[name] = JsonSerializer.SerializeToNode(value);
    }

    [GeneratedRegex("-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", RegexOptions.Singleline)]
    private static partial Regex Certificate();

    [GeneratedRegex("-----BEGIN PRIVATE KEY-----.*?-----END PRIVATE KEY-----", RegexOptions.Singleline)]
    private static partial Regex Key();
}
