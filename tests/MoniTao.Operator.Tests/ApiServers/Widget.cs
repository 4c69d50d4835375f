using System.Security.Cryptography;
using MoniTao.TestKit.ApiServers;

namespace MoniTao.Operator.Tests.ApiServers;

/// <summary>A small custom resource with a status, under a name that no other test has.</summary>
internal static class Widget
{
    public static (string Definition, string Plural) NewDefinition()
    {
        var kind = $"Widget{RandomNumberGenerator.GetHexString(6, lowercase: true)}";
        var singular = kind.ToLowerInvariant();
        var plural = $"{singular}s";
        var definition =
            $$$"""
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: "{{{plural}}}.test.monitao.io"}
            spec:
              group: test.monitao.io
              scope: Namespaced
              names: {kind: {{{kind}}}, listKind: {{{kind}}}List, singular: {{{singular}}}, plural: "{{{plural}}}"}
              versions:
              - name: v1
                served: true
                storage: true
                subresources: {status: {}}
                schema:
                  openAPIV3Schema:
                    type: object
                    properties:
                      status: {type: object, properties: {size: {type: integer} } }
            """;
        return (definition, plural);
    }

    public static string Manifest(string plural) =>
        $"apiVersion: test.monitao.io/v1\nkind: {Kind(plural)}\nmetadata:\n  name: one\n";

    public static Task ApplyStatusAsync(ApiServer server, string plural, string space, int size, CancellationToken cancellationToken) =>
        server.SendAsync(
            HttpMethod.Patch,
            $"apis/test.monitao.io/v1/namespaces/{space}/{plural}/one/status?fieldManager=status-writer&force=true",
            $"{Manifest(plural)}status:\n  size: {size}\n",
            "application/apply-patch+yaml",
            cancellationToken);

    private static string Kind(string plural) => $"W{plural[1..^1]}";
}
