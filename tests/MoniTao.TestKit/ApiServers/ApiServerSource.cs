using Docker.DotNet;
using DotNet.Testcontainers.Containers;

namespace MoniTao.TestKit.ApiServers;

/// <summary>
/// Finds a real API server, most explicit wish first. A wish that fails is an error; only the two guesses at the end
/// (Docker, then a compilation) give way to each other, and when both fail the message has both reasons.
/// </summary>
internal static class ApiServerSource
{
    public const string KubeconfigVariable = "MONITAO_TEST_KUBECONFIG";
    public const string AssetsVariable = "KUBEBUILDER_ASSETS";
    private const string K3sImageVariable = "MONITAO_TEST_K3S_IMAGE";
    private const string K3sImage = "rancher/k3s:v1.34.1-k3s1";

    public static async Task<IApiServerHost> StartAsync(Func<string, string?> environment)
    {
        if (environment(KubeconfigVariable) is { Length: > 0 } kubeconfig)
            return await ExplainAsync(KubeconfigVariable, async () => await BorrowedApiServer.OpenAsync(kubeconfig));
        if (environment(AssetsVariable) is { Length: > 0 } assets)
            return await ExplainAsync(AssetsVariable, async () => await LocalApiServer.StartAsync(assets));

        var whyNotDocker = await DockerEngine.WhyNotAsync();
        if (whyNotDocker is null)
        {
            try
            {
                return await K3sApiServer.StartAsync(environment(K3sImageVariable) ?? K3sImage);
            }
            // an engine without a way to the registry, for example
            catch (Exception error) when (error is DockerApiException or ContainerNotRunningException or OperationCanceledException or TimeoutException or HttpRequestException)
            {
                whyNotDocker = $"k3s did not start: {error.Message}";
            }
        }

        try
        {
            return await LocalApiServer.StartAsync(await EnvtestInstaller.RunAsync());
        }
        catch (Exception error) when (error is InvalidOperationException or TimeoutException)
        {
            throw new InvalidOperationException(
                $"""
                These tests need a real Kubernetes API server, and none could be started:
                - {KubeconfigVariable} and {AssetsVariable} are not set
                - Docker: {whyNotDocker}
                - tests/envtest/install.sh: {error.Message}
                """,
                error);
        }
    }

    private static async Task<IApiServerHost> ExplainAsync(string variable, Func<Task<IApiServerHost>> start)
    {
        try
        {
            return await start();
        }
        catch (Exception error)
        {
            throw new InvalidOperationException($"{variable} is set, but its API server cannot be used: {error.Message}", error);
        }
    }
}
