using System.Runtime.CompilerServices;
using MoniTao.TestKit;
using MoniTao.TestKit.ApiServers;

namespace MoniTao.Operator.Tests.EndToEnd.Support;

/// <summary>The CRD of this working copy on an API server, installed once however many tests ask for it.</summary>
internal static class MonitorDefinition
{
    private static readonly ConditionalWeakTable<ApiServer, Lazy<Task>> Installed = [];

    public static Task InstallAsync(ApiServer server, CancellationToken cancellation) =>
        Installed.GetValue(server, s => new Lazy<Task>(() => ApplyAsync(s))).Value.WaitAsync(cancellation);

    /// <summary>Applies it now, also when it was installed before.</summary>
    public static async Task ApplyAsync(ApiServer server)
    {
        var definition = await File.ReadAllTextAsync(Path.Combine(RepositoryFolder.Path, "config", "crd", "monitao.io_connectivitymonitors.yaml"));
        await server.ApplyAsync(definition);
    }
}
