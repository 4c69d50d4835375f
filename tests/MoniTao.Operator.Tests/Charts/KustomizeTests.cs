using System.Text.Json.Nodes;
using MoniTao.Operator.Tests.Charts.Rbac;
using MoniTao.Operator.Tests.Charts.Support;
using MoniTao.TestKit;

namespace MoniTao.Operator.Tests.Charts;

/// <summary><c>kubectl apply -k config/default</c> and <c>helm install</c> without values make the same objects.</summary>
public sealed class KustomizeTests
{
    [Fact]
    public async Task Kustomize_and_the_chart_make_the_same_objects_but_for_labels()
    {
        var kustomize = Rendered.Parse(await HelmTools.KubectlAsync("kustomize", Path.Combine(RepositoryFolder.Path, "config", "default")));
        var chart = await Chart.TemplateAsync(arguments: "--include-crds");

        // a release needs its namespace beforehand, and kustomize has no tests
        Assert.Equal(
            chart.Where(o => o.Kind != "Pod").Select(Substance).Order(StringComparer.Ordinal),
            kustomize.Where(o => o.Kind != "Namespace").Select(Substance).Order(StringComparer.Ordinal));
        Assert.Equal("restricted", kustomize.Single(o => o.Kind == "Namespace").Text("metadata", "labels", "pod-security.kubernetes.io/enforce"));
    }

    [Fact]
    public async Task Right_to_Secrets_that_can_be_added_is_that_of_the_chart()
    {
        var files = new[] { "secret_role", "secret_role_binding", "operator_role_binding" }.Select(name => Path.Combine(RepositoryFolder.Path, "config", "rbac", $"{name}.yaml")).ToList();
        Assert.All(files, file => Assert.Contains(Path.GetFileName(file), File.ReadAllText(Path.Combine(Path.GetDirectoryName(file)!, "kustomization.yaml")), StringComparison.Ordinal));
        var (role, binding, usual) = (Read(files[0]), Read(files[1]), Read(files[2]));
        var granted = Right.Roles(await Chart.TemplateAsync("rbac: {secrets: {enabled: true}}")).SelectMany(Right.Of).Where(right => right.Resource == "secrets");

        Assert.Equal(granted, Right.Of(role));
        Assert.Equal(role.Name, binding.Text("roleRef", "name"));
        Assert.True(JsonNode.DeepEquals(usual.Find("subjects"), binding.Find("subjects")));

        static Rendered Read(string file) => Rendered.Parse(File.ReadAllText(file)).Single();
    }

    /// <summary>The object without labels and selectors, its keys in order: helm adds labels for the release.</summary>
    private static string Substance(Rendered rendered) => $"{rendered} {Sorted(rendered.Json)!.ToJsonString()}";

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(map.Where(pair => pair.Key is not ("labels" or "matchLabels" or "selector")).OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => KeyValuePair.Create(pair.Key, Sorted(pair.Value))).Where(pair => pair.Value is not JsonObject { Count: 0 })),
        JsonArray list => new JsonArray([.. list.Select(Sorted)]),
        _ => node?.DeepClone(),
    };
}
