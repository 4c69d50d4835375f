using System.Text.Json;
using MoniTao.Operator.Tests.Charts.Support;
using MoniTao.Operator.Tests.EndToEnd.Support;
using MoniTao.TestKit.ApiServers;

namespace MoniTao.Operator.Tests.Charts.Rbac;

/// <summary>The rights of one release of the chart on an API server, with the operator in one namespace and the monitors in another.</summary>
internal sealed class Installation : IDisposable
{
    private Installation(string space, string? watched, MonitorSpace monitors, ServiceAccount account) =>
        (Namespace, Watched, Monitors, Account) = (space, watched, monitors, account);

    /// <summary>Of the release.</summary>
    public string Namespace { get; }

    /// <summary>The only namespace that is watched; null: all.</summary>
    public string? Watched { get; }

    public MonitorSpace Monitors { get; }

    public ServiceAccount Account { get; }

    /// <summary>What the chart grants, each right once.</summary>
    public required IReadOnlyList<Right> Rights { get; init; }

    /// <param name="server">Decides by RBAC.</param>
    /// <param name="output">Of the test.</param>
    /// <param name="namespaced">Roles for one namespace in place of cluster roles.</param>
    /// <param name="without">Makes the right to take out of what the chart grants, of the namespaces of release and monitors.</param>
    public static async Task<Installation> CreateAsync(
        ApiServer server, ITestOutputHelper output, bool namespaced, Func<string, string, Right>? without = null)
    {
        var monitors = await MonitorSpace.CreateAsync(server, output);
        var space = await server.CreateNamespaceAsync("release", TestContext.Current.CancellationToken);
        var watched = namespaced ? monitors.Name : null;
        // a release name of its own: cluster roles of several tests stand side by side
        var objects = await Chart.TemplateAsync($"{{watchNamespace: '{watched}', fullnameOverride: {space}, rbac: {{secrets: {{enabled: true}}}}}}", space);
        without?.Invoke(space, monitors.Name).RemoveFrom(objects);
        foreach (var o in objects.Where(o => o.Kind is "ServiceAccount" or "Role" or "RoleBinding" or "ClusterRole" or "ClusterRoleBinding"))
            await server.ApplyAsync(o.Json.ToJsonString(), space, TestContext.Current.CancellationToken);
        var account = await ServiceAccount.OpenAsync(server, space, space);
        await WaitForRightsAsync(server, objects, account, monitors);
        return new Installation(space, watched, monitors, account) { Rights = [.. Right.Roles(objects).SelectMany(Right.Of)] };
    }

    public void Dispose() => Account.Dispose();

    /// <summary>The authorizer of the server learns of a new binding a moment after it is stored.</summary>
    private static Task WaitForRightsAsync(ApiServer server, IReadOnlyList<Rendered> objects, ServiceAccount account, MonitorSpace monitors) =>
        monitors.WaitAsync("the server knows all bindings", async () =>
        {
            foreach (var right in Right.Roles(objects).SelectMany(Right.Of))
            {
                if (!await IsAllowedAsync(server, account, right))
                    return false;
            }
            return true;
        });

    private static async Task<bool> IsAllowedAsync(ApiServer server, ServiceAccount account, Right right)
    {
        var parts = right.Resource.Split('/');
        var attributes = new
        {
            @namespace = right.Namespace, verb = right.Verb, group = right.Group, resource = parts[0], subresource = parts.ElementAtOrDefault(1), name = "monitao-operator",
        };
        var review = JsonSerializer.Serialize(new
        {
            apiVersion = "authorization.k8s.io/v1", kind = "SubjectAccessReview", spec = new { user = account.UserName, resourceAttributes = attributes },
        });
        var answer = await server.SendAsync(
            HttpMethod.Post, "apis/authorization.k8s.io/v1/subjectaccessreviews", review, "application/json", TestContext.Current.CancellationToken);
        return answer.GetProperty("status").GetProperty("allowed").GetBoolean();
    }
}
