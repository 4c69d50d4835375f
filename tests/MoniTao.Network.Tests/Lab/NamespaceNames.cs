using System.Globalization;

namespace MoniTao.Network.Tests.Lab;

/// <summary>
/// Names that tell who made a namespace: <c>monitao-test-PID-NODE</c>. A run that was killed leaves its namespaces behind, and
/// the next run, or the next machine user, knows them by the pid of a process that is no more.
/// </summary>
internal static class NamespaceNames
{
    private const string Prefix = "monitao-test-";

    public static string Of(int pid, Node node) => Invariant($"{Prefix}{pid}-{node.ToString().ToLowerInvariant()}");

    /// <summary>Those of the names whose maker is gone.</summary>
    public static IReadOnlyList<string> Stale(IEnumerable<string> names, Func<int, bool> isAlive) =>
        [.. names.Where(name => Maker(name) is { } pid && !isAlive(pid))];

    /// <summary>The pid within a name; null for names that are not ours.</summary>
    private static int? Maker(string name)
    {
        if (!name.StartsWith(Prefix, StringComparison.Ordinal))
            return null;
        var parts = name[Prefix.Length..].Split('-');
        return parts.Length == 2 && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : null;
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
