namespace MoniTao.Operator.Tests.Sources;

/// <summary>Texts of manifests.</summary>
internal static class Manifests
{
    /// <summary>A monitor in namespace web; its spec begins in line 4.</summary>
    public static string Monitor(string name, string target = "tcp://127.0.0.1:1", string more = "") =>
        $$"""
        apiVersion: monitao.io/v1alpha1
        kind: ConnectivityMonitor
        metadata: {name: {{name}}, namespace: web}
        spec: {target: "{{target}}", periodSeconds: 5, retrySeconds: 1{{more}}}

        """;

    /// <summary>A Secret in namespace web with a token.</summary>
    public static string Secret(string name, string token) =>
        $$"""
        ---
        apiVersion: v1
        kind: Secret
        metadata: {name: {{name}}, namespace: web}
        stringData: {token: "{{token}}"}

        """;
}
