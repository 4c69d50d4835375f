using MoniTao.TestKit.ApiServers;

namespace MoniTao.Operator.Tests.Alerting.Support;

/// <summary>The real programs of Debian's packages prometheus and prometheus-alertmanager.</summary>
internal static class Tool
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    public static string Prometheus => Find("prometheus");

    public static string Alertmanager => Find("prometheus-alertmanager");

    /// <summary>Runs promtool or amtool; the folder of the arguments is that of the repository.</summary>
    public static Task<CommandOutput> RunAsync(string name, params string[] arguments) => CommandOutput.RunAsync(Find(name), arguments, Limit);

    private static string Find(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException($"There is no {name} here; next: apt-get install prometheus prometheus-alertmanager");
}
