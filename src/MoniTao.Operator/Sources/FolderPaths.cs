namespace MoniTao.Operator.Sources;

/// <summary>From what <c>-f</c> was given to the files to read.</summary>
internal static class FolderPaths
{
    /// <summary>Standard input in place of a file.</summary>
    public const string Stdin = "-";

    /// <summary>How errors name standard input.</summary>
    public const string StdinName = "stdin";

    private const string StatusSuffix = ".status.yaml";

    private static readonly string[] Extensions = [".yaml", ".yml", ".json"];

    /// <summary>
    /// A file stands for itself; a folder for the manifests directly in it, without hidden ones (editors and ConfigMap mounts keep
    /// their own there), without what this program wrote, and without kustomize's list of the others.
    /// </summary>
    /// <param name="inputs">Files, folders, or <c>-</c>.</param>
    /// <param name="known">What was found the last time: it stands for a folder that can't be listed at the moment, as when this
    /// process has no descriptors left. Its monitors are not gone.</param>
    public static IReadOnlyList<string> Expand(IEnumerable<string> inputs, IReadOnlyCollection<string> known) =>
        [.. inputs.SelectMany(input => Files(input, known)).Distinct(StringComparer.Ordinal)];

    /// <summary>Where the status of the monitors of a file is kept: <c>shop.yaml</c> → <c>shop.status.yaml</c>.</summary>
    public static string StatusOf(string file) =>
        (file.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) ? file[..^".yaml".Length] : file) + StatusSuffix;

    private static IEnumerable<string> Files(string input, IReadOnlyCollection<string> known)
    {
        if (!Directory.Exists(input))
            return [input];
        try
        {
            return Directory.EnumerateFiles(input).Where(IsManifest).Order(StringComparer.Ordinal).ToArray();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return known.Where(file => Path.GetDirectoryName(file) == Path.TrimEndingDirectorySeparator(input)).Order(StringComparer.Ordinal);
        }
    }

    private static bool IsManifest(string path)
    {
        var name = Path.GetFileName(path);
        return !name.StartsWith('.')
            && !name.StartsWith("kustomization.", StringComparison.OrdinalIgnoreCase)
            && !name.EndsWith(StatusSuffix, StringComparison.OrdinalIgnoreCase)
            && Extensions.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase);
    }
}
