using System.Net;
using System.Runtime.CompilerServices;
using MoniTao.TestKit;
using MoniTao.TestKit.ApiServers;

namespace MoniTao.Operator.Tests.EndToEnd.Support;

/// <summary>The CRD of this working copy on an API server, installed once however many tests ask for it.</summary>
internal static class MonitorDefinition
{
    private const int Tries = 5;
    private static readonly ConditionalWeakTable<ApiServer, Lazy<Task>> Installed = [];

    public static Task InstallAsync(ApiServer server, CancellationToken cancellation) =>
        Installed.GetValue(server, s => new Lazy<Task>(() => ApplyAsync(s))).Value.WaitAsync(cancellation);

    /// <summary>Applies it now, also when it was installed before.</summary>
    public static async Task ApplyAsync(ApiServer server)
    {
        var definition = await File.ReadAllTextAsync(Path.Combine(RepositoryFolder.Path, "config", "crd", "monitao.io_connectivitymonitors.yaml"));
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await server.ApplyAsync(definition);
                return;
            }
            // other tests of this assembly apply the same file to the same server
            catch (HttpRequestException busy) when (busy.StatusCode == HttpStatusCode.Conflict && attempt < Tries)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100 * attempt));
            }
        }
    }
}
