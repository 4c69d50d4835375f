using System.Text.Json.Nodes;
using MoniTao.Operator.Tests.Charts.Support;

namespace MoniTao.Operator.Tests.Charts.Rbac;

/// <summary>
/// Which rights the values grant and where. That those of the two ways to install are exact is what <see cref="ExactRightsTests"/>
/// proves; every other set of values may only leave out the references, or grant them in fewer places.
/// </summary>
public sealed class RightsByValuesTests
{
    private const string Own = "create leases monitao-system, get leases monitao-system, update leases monitao-system";

    private const string Everywhere =
        $"list connectivitymonitors, watch connectivitymonitors, patch connectivitymonitors/status, create events, patch events, {Own}";

    private const string InWeb =
        "list connectivitymonitors web, watch connectivitymonitors web, patch connectivitymonitors/status web, create events web, patch events web, "
        + $"{Own}, create events monitao-system, patch events monitao-system";

    [Theory]
    [InlineData("", $"{Everywhere}, get configmaps")]
    [InlineData("rbac: {secrets: {enabled: true}}", $"{Everywhere}, get configmaps, get secrets")]
    [InlineData("rbac: {configMaps: {enabled: false}}", Everywhere)]
    [InlineData("rbac: {secrets: {enabled: true, namespaces: [web, shop]}, configMaps: {namespaces: [web]}}", $"{Everywhere}, get configmaps web, get secrets web, get secrets shop")]
    [InlineData("watchNamespace: web", $"{InWeb}, get configmaps web")]
    [InlineData("{watchNamespace: web, rbac: {secrets: {enabled: true}, configMaps: {enabled: false}}}", $"{InWeb}, get secrets web")]
    [InlineData(
        "watchNamespace: monitao-system",
        "list connectivitymonitors monitao-system, watch connectivitymonitors monitao-system, patch connectivitymonitors/status monitao-system, "
        + $"create events monitao-system, patch events monitao-system, {Own}, get configmaps monitao-system")]
    public async Task Values_grant_exactly_these_rights(string values, string rights)
    {
        var objects = await Chart.TemplateAsync(values);

        var roles = Right.Roles(objects).ToList();
        Assert.Equal(rights.Split(", ").Order(StringComparer.Ordinal), roles.SelectMany(Right.Of).Select(right => right.ToString()).Order(StringComparer.Ordinal));
        Assert.All(roles, role => AssertBound(role, objects));
        Assert.All(Rules(roles).Where(rule => Has(rule, "resources", "leases") && !Has(rule, "verbs", "create")), rule => Assert.Equal("[\"monitao-operator\"]", rule["resourceNames"]!.ToJsonString()));
    }

    [Fact]
    public async Task Who_manages_rights_elsewhere_gets_none() => Assert.Empty(Right.Roles(await Chart.TemplateAsync("rbac: {create: false}")));

    /// <summary>To the account of the pod, and to nobody else.</summary>
    private static void AssertBound(Rendered role, IReadOnlyList<Rendered> objects)
    {
        var binding = objects.Single(o => o.Kind == $"{role.Kind}Binding" && o.Name == role.Name && o.Namespace == role.Namespace);
        var account = objects.Single(o => o.Kind == "Deployment").Text("spec", "template", "spec", "serviceAccountName");

        Assert.Equal(role.ToString(), $"{binding.Text("roleRef", "kind")}/{binding.Text("roleRef", "name")}");
        var subject = Assert.Single(binding.Find("subjects")!.AsArray())!;
        Assert.Equal(("ServiceAccount", account, "monitao-system"), ((string?)subject["kind"], (string?)subject["name"], (string?)subject["namespace"]));
    }

    private static IEnumerable<JsonNode> Rules(IEnumerable<Rendered> roles) => roles.SelectMany(role => role.Find("rules")!.AsArray()).OfType<JsonNode>();

    private static bool Has(JsonNode rule, string list, string word) => rule[list]!.AsArray().Any(entry => (string?)entry == word);
}
