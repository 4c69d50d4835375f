using MoniTao.TestKit.ApiServers;
using MoniTao.TestKit.Tools;

namespace MoniTao.Operator.Tests.Alerting.Support;

/// <summary>The real programs of Debian's packages prometheus and prometheus-alertmanager.</summary>
internal static class Tool
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    public static Task<string> PrometheusAsync() => DebianTools.FindAsync("prometheus");

    public static Task<string> AlertmanagerAsync() => DebianTools.FindAsync("prometheus-alertmanager");

    /// <summary>Runs promtool.</summary>
    public static async Task<CommandOutput> PromtoolAsync(params string[] arguments) =>
        await CommandOutput.RunAsync(await DebianTools.FindAsync("prometheus", "promtool"), arguments, Limit);

    /// <summary>Runs amtool.</summary>
    public static async Task<CommandOutput> AmtoolAsync(params string[] arguments) =>
        await CommandOutput.RunAsync(await DebianTools.FindAsync("prometheus-alertmanager", "amtool"), arguments, Limit);
}
