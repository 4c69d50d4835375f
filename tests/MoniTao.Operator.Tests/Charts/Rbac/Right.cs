using System.Text.Json.Nodes;
using MoniTao.Operator.Tests.Charts.Support;

namespace MoniTao.Operator.Tests.Charts.Rbac;

/// <summary>One verb on one resource: the smallest thing that a role grants.</summary>
/// <param name="Verb">Such as <c>get</c>.</param>
/// <param name="Resource">Such as <c>leases</c>, or <c>connectivitymonitors/status</c>.</param>
/// <param name="Namespace">Where; empty for everywhere.</param>
/// <param name="Group">The API group; empty for the core.</param>
internal sealed record Right(string Verb, string Resource, string Namespace, string Group = "")
{
    /// <summary>As the audit log tells a request.</summary>
    public override string ToString() => Request(Verb, Resource, Namespace);

    /// <summary>One request in words.</summary>
    public static string Request(string verb, string resource, string @namespace) => $"{verb} {resource} {@namespace}".TrimEnd();

    /// <summary>The roles that make up the operator's rights among all objects of the chart; those for users are bound to nobody.</summary>
    public static IEnumerable<Rendered> Roles(IEnumerable<Rendered> objects) =>
        objects.Where(o => o.Kind is "Role" or "ClusterRole" && o.Find("metadata", "labels", "rbac.authorization.k8s.io/aggregate-to-edit") is null);

    /// <summary>Each right that a role grants.</summary>
    public static IEnumerable<Right> Of(Rendered role) =>
        from rule in (JsonArray)role.Json["rules"]!
        from resource in (JsonArray)rule!["resources"]!
        from verb in (JsonArray)rule["verbs"]!
        select new Right((string)verb!, (string)resource!, role.Namespace, (string)rule["apiGroups"]![0]!);

    /// <summary>Takes this right, and no other, out of the roles; a rule without verbs goes altogether, for the API server refuses it.</summary>
    public void RemoveFrom(IEnumerable<Rendered> objects)
    {
        foreach (var rules in Roles(objects).Where(role => role.Namespace == Namespace).Select(role => (JsonArray)role.Json["rules"]!))
        {
            foreach (var rule in rules.Where(rule => ((JsonArray)rule!["resources"]!).Any(resource => (string?)resource == Resource)).ToList())
            {
                var verbs = (JsonArray)rule!["verbs"]!;
                foreach (var verb in verbs.Where(verb => (string?)verb == Verb).ToList())
                    verbs.Remove(verb);
                if (verbs.Count == 0)
                    rules.Remove(rule);
            }
        }
    }
}
