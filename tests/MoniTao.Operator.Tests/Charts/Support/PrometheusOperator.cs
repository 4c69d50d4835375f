using System.Runtime.CompilerServices;
using MoniTao.TestKit;
using MoniTao.TestKit.ApiServers;

namespace MoniTao.Operator.Tests.Charts.Support;

/// <summary>The kinds of the Prometheus Operator on an API server, as far as the chart uses them; installed once.</summary>
internal static class PrometheusOperator
{
    private static readonly ConditionalWeakTable<ApiServer, Lazy<Task>> Installed = [];

    public static Task InstallAsync(ApiServer server) => Installed.GetValue(server, s => new Lazy<Task>(() => ApplyAsync(s))).Value;

    private static async Task ApplyAsync(ApiServer server)
    {
        var file = Path.Combine(RepositoryFolder.Path, "tests", "MoniTao.Operator.Tests", "Charts", "Support", "prometheus-operator.yaml");
        await server.ApplyAsync(await File.ReadAllTextAsync(file));
    }
}
