using k8s;
using k8s.Models;
using MoniTao.Operator.Planning;

namespace MoniTao.Operator.Sources;

/// <summary>
/// Reads the manifests that <c>-f</c> names, again when a file changes. A file that has become wrong keeps what was good in it
/// before: a slip in an editor must not end the watch of a target.
/// </summary>
/// <param name="inputs">Files, folders, or <c>-</c>.</param>
/// <param name="stdin">Read once, when it is among the inputs.</param>
public sealed class FolderReader(IReadOnlyList<string> inputs, TextReader stdin)
{
    private const long MaximumLength = 8 * 1024 * 1024;

    private readonly Dictionary<string, (FolderStamp Stamp, ManifestSet Set)> _files = new(StringComparer.Ordinal);
    private bool _hasRead;

    /// <summary>All that is good now, and an error for all that is not; null when nothing has changed since the last call.</summary>
    public async Task<ManifestSet?> ReadAsync(CancellationToken cancellationToken)
    {
        var files = FolderPaths.Expand(inputs, _files.Keys);
        var changed = !_hasRead;
        foreach (var gone in _files.Keys.Except(files).ToList())
            changed |= _files.Remove(gone);
        foreach (var file in files)
        {
            var isStdin = file == FolderPaths.Stdin;
            var stamp = isStdin ? default : FolderStamp.Of(file);
            if (_files.TryGetValue(file, out var known) && known.Stamp == stamp)
                continue;
            var set = isStdin
                ? ManifestReader.Read(FolderPaths.StdinName, await stdin.ReadToEndAsync(cancellationToken))
                : await ReadFileAsync(file, stamp, cancellationToken);
            _files[file] = (stamp, Keep(Validated(set), stamp == FolderStamp.Missing ? null : known.Set));
            changed = true;
        }

        _hasRead = true;
        return changed ? ManifestSet.Join(files.Select(file => _files[file].Set)) : null;
    }

    private static async Task<ManifestSet> ReadFileAsync(string file, FolderStamp stamp, CancellationToken cancellationToken)
    {
        if (stamp == FolderStamp.Missing)
            return Error(file, "there is no such file or folder, or it can't be read");
        if (stamp.Length > MaximumLength)
            return Error(file, $"is larger than {MaximumLength} bytes");
        try
        {
            return ManifestReader.Read(file, await File.ReadAllTextAsync(file, cancellationToken));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Error(file, $"can't be read: {exception.Message}");
        }
    }

    /// <summary>What an API server would refuse is an error of its line, not a monitor.</summary>
    private static ManifestSet Validated(ManifestSet set)
    {
        var checks = set.Monitors.Select(monitor => (Monitor: monitor, Errors: SpecValidator.Validate(monitor.Monitor.Spec))).ToList();
        return set with
        {
            Monitors = [.. checks.Where(check => check.Errors.Count == 0).Select(check => check.Monitor)],
            Errors = [.. set.Errors, .. checks.SelectMany(c => c.Errors.Select(error => c.Monitor.ErrorAt(error.Path, error.Message)))],
        };
    }

    private static ManifestSet Keep(ManifestSet now, ManifestSet? before) => before is null || now.Errors.Count == 0 ? now : now with
    {
        Monitors = [.. now.Monitors, .. before.Monitors.ExceptBy(now.Monitors.Select(m => m.Id), m => m.Id)],
        Secrets = [.. now.Secrets, .. before.Secrets.ExceptBy(now.Secrets.Select(Name), Name)],
        ConfigMaps = [.. now.ConfigMaps, .. before.ConfigMaps.ExceptBy(now.ConfigMaps.Select(Name), Name)],
    };

    private static (string, string) Name(IKubernetesObject<V1ObjectMeta> item) => (item.Metadata.NamespaceProperty, item.Metadata.Name);

    private static ManifestSet Error(string file, string message) => new([], [], [], [new ManifestError(file, 1, 1, "", message)]);
}
