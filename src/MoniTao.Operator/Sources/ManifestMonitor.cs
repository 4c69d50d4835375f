using MoniTao.Operator.Api;

namespace MoniTao.Operator.Sources;

/// <summary>A monitor that was read from a file, and where each of its fields stands there.</summary>
public sealed class ManifestMonitor
{
    private readonly IReadOnlyDictionary<string, (int Line, int Column)> _positions;

    internal ManifestMonitor(ConnectivityMonitor monitor, string file, IReadOnlyDictionary<string, (int Line, int Column)> positions) =>
        (Monitor, File, _positions) = (monitor, file, positions);

    /// <summary>The monitor; its namespace is <c>default</c> when the manifest names none.</summary>
    public ConnectivityMonitor Monitor { get; }

    /// <summary>The file as it was named to the reader.</summary>
    public string File { get; }

    /// <summary><c>namespace/name</c>.</summary>
    public string Id => $"{Monitor.Metadata.NamespaceProperty}/{Monitor.Metadata.Name}";

    /// <summary>An error of this monitor, such as one of the spec validator, at the line of the field or of what holds it.</summary>
    public ManifestError ErrorAt(string path, string message)
    {
        for (var known = path; known.Length > 0; known = known[..Math.Max(0, known.LastIndexOfAny(['.', '[']))])
        {
            if (_positions.TryGetValue(known, out var position))
                return new ManifestError(File, position.Line, position.Column, path, message);
        }

        return new ManifestError(File, 1, 1, path, message);
    }
}
