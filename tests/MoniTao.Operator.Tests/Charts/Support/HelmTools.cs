using MoniTao.TestKit;
using MoniTao.TestKit.ApiServers;

namespace MoniTao.Operator.Tests.Charts.Support;

/// <summary>The real helm and kubectl, fetched once by <c>tests/tools/helm.sh</c>.</summary>
internal static class HelmTools
{
    private static readonly TimeSpan FetchLimit = TimeSpan.FromMinutes(12);
    private static readonly TimeSpan RunLimit = TimeSpan.FromMinutes(2);
    private static readonly Lazy<Task<string>> Folder = new(FetchAsync);

    /// <summary>Runs <c>helm</c> and gives its standard output.</summary>
    /// <exception cref="InvalidOperationException">It failed; its words are in the message.</exception>
    public static async Task<string> HelmAsync(params IEnumerable<string> arguments) => Succeeded("helm", await RunAsync("helm", arguments));

    /// <summary>Runs <c>kubectl</c> and gives its standard output.</summary>
    /// <exception cref="InvalidOperationException">It failed; its words are in the message.</exception>
    public static async Task<string> KubectlAsync(params IEnumerable<string> arguments) => Succeeded("kubectl", await RunAsync("kubectl", arguments));

    /// <summary>Runs <c>helm</c> whatever comes of it.</summary>
    public static Task<CommandOutput> TryHelmAsync(params IEnumerable<string> arguments) => RunAsync("helm", arguments);

    private static async Task<CommandOutput> RunAsync(string tool, IEnumerable<string> arguments) =>
        await CommandOutput.RunAsync(Path.Combine(await Folder.Value, tool), arguments, RunLimit);

    private static string Succeeded(string tool, CommandOutput output) =>
        output.ExitCode == 0 ? output.StandardOutput : throw new InvalidOperationException($"{tool}: {output.StandardError.Trim()}");

    private static async Task<string> FetchAsync()
    {
        var script = Path.Combine(RepositoryFolder.Path, "tests", "tools", "helm.sh");
        return Succeeded(script, await CommandOutput.RunAsync("/bin/bash", [script], FetchLimit)).TrimEnd().Split('\n')[^1];
    }
}
