using System.Text.Json;
using k8s;
using MoniTao.TestKit.ApiServers;

namespace MoniTao.Operator.Tests.Charts.Rbac;

/// <summary>A service account with a kubeconfig of its token, as a pod would have it.</summary>
internal sealed class ServiceAccount : IDisposable
{
    private ServiceAccount(string space, string name, string kubeconfig) => (UserName, KubeconfigPath) = ($"system:serviceaccount:{space}:{name}", kubeconfig);

    /// <summary>How the API server calls it.</summary>
    public string UserName { get; }

    public string KubeconfigPath { get; }

    /// <summary>Asks for a token of an account that exists.</summary>
    public static async Task<ServiceAccount> OpenAsync(ApiServer server, string space, string name)
    {
        var request = JsonSerializer.Serialize(new { apiVersion = "authentication.k8s.io/v1", kind = "TokenRequest", spec = new { expirationSeconds = 3600 } });
        var answer = await server.SendAsync(
            HttpMethod.Post, $"api/v1/namespaces/{space}/serviceaccounts/{name}/token", request, "application/json", TestContext.Current.CancellationToken);
        var config = await KubernetesClientConfiguration.LoadKubeConfigAsync(server.KubeconfigPath);
        config.Users.Single().UserCredentials.Token = answer.GetProperty("status").GetProperty("token").GetString();
        var path = Path.GetTempFileName();
        await File.WriteAllTextAsync(path, KubernetesYaml.Serialize(config));
        return new ServiceAccount(space, name, path);
    }

    public void Dispose() => File.Delete(KubeconfigPath);
}
