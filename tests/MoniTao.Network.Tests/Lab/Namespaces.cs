namespace MoniTao.Network.Tests.Lab;

/// <summary>The network namespaces of this run: made, used and removed by name.</summary>
internal static class Namespaces
{
    private const string Folder = "/run/netns";

    public static string Name(Node node) => NamespaceNames.Of(Environment.ProcessId, node);

    /// <summary>The names that are there now, those of others too.</summary>
    public static IReadOnlyList<string> Existing() =>
        Directory.Exists(Folder) ? [.. Directory.EnumerateFiles(Folder).Select(path => Path.GetFileName(path))] : [];

    public static async Task CreateAsync(Node node)
    {
        var made = await Shell.RunAsync("ip", ["netns", "add", Name(node)]);
        if (made.ExitCode != 0)
            throw new InvalidOperationException($"ip netns add failed: {made.Error.Trim()}. In a container it needs --privileged.");
    }

    /// <summary>Runs a script inside; the first command that fails ends it with an exception.</summary>
    public static Task ScriptAsync(Node node, string script) => Shell.ScriptAsync("ip", ["netns", "exec", Name(node)], script);

    /// <summary>Runs a command inside, whatever its exit code.</summary>
    public static Task<Shell.Result> RunAsync(Node node, IEnumerable<string> command) =>
        Shell.RunAsync("ip", ["netns", "exec", Name(node), .. command]);

    /// <summary>Removes namespaces; the links between them go with them.</summary>
    public static async Task RemoveAsync(IEnumerable<string> names)
    {
        foreach (var name in names.Intersect(Existing()).ToList())
            await Shell.RunAsync("ip", ["netns", "delete", name]);
    }

    /// <summary>Removes what runs that were killed have left behind.</summary>
    public static Task RemoveStaleAsync() => RemoveAsync(NamespaceNames.Stale(Existing(), pid => Directory.Exists($"/proc/{pid}")));
}
