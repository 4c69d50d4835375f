using MoniTao.Network.Tests.Scenarios;

namespace MoniTao.Network.Tests.Monitoring;

/// <summary>Scenarios as a user would write them down: one manifest each, and the authority to trust in a ConfigMap.</summary>
internal static class Manifests
{
    private const string Authority = "roots";

    /// <summary>Writes them into a new folder below another one.</summary>
    public static string Write(string parent, string name, IEnumerable<PathScenario> scenarios, string trustedPem)
    {
        var folder = Directory.CreateDirectory(Path.Combine(parent, name)).FullName;
        File.WriteAllText(Path.Combine(folder, $"{Authority}.yaml"), ConfigMap(trustedPem));
        foreach (var scenario in scenarios)
            File.WriteAllText(Path.Combine(folder, $"{scenario.Name}.yaml"), Monitor(scenario));
        return folder;
    }

    /// <summary>Where the program keeps the status of a scenario.</summary>
    public static string StatusFile(string folder, PathScenario scenario) => Path.Combine(folder, $"{scenario.Name}.status.yaml");

    private static string Monitor(PathScenario scenario)
    {
        var dns = scenario.Resolver is { } server ? $"\n  dns: {{resolvers: [{server}]}}" : "";
        var tls = scenario.Target.StartsWith("tls:", StringComparison.Ordinal) ? $"\n  tls: {{caConfigMapRef: {{name: {Authority}}}}}" : "";
        return $"""
            apiVersion: monitao.io/v1alpha1
            kind: ConnectivityMonitor
            metadata: {"{"}name: {scenario.Name}{"}"}
            spec:
              target: "{scenario.Target}"
              periodSeconds: 5
              timeoutSeconds: 4
              failureThreshold: 1{dns}{tls}
            """;
    }

    private static string ConfigMap(string pem) =>
        $"""
        apiVersion: v1
        kind: ConfigMap
        metadata: {"{"}name: {Authority}{"}"}
        data:
          ca.crt: |
            {pem.ReplaceLineEndings("\n    ")}
        """;
}
