using k8s.Models;

namespace MoniTao.Operator.Sources;

/// <summary>What was read from manifests: all that is good, and an error for all that is not.</summary>
/// <param name="Monitors">In the order of the text.</param>
/// <param name="Secrets">With <c>stringData</c> already merged into <c>data</c>.</param>
/// <param name="ConfigMaps">In the order of the text.</param>
/// <param name="Errors">Why other documents were left out.</param>
public sealed record ManifestSet(
    IReadOnlyList<ManifestMonitor> Monitors,
    IReadOnlyList<V1Secret> Secrets,
    IReadOnlyList<V1ConfigMap> ConfigMaps,
    IReadOnlyList<ManifestError> Errors)
{
    /// <summary>Joins what was read from several files; of two objects with one name the first stays, and a second monitor is an error.</summary>
    public static ManifestSet Join(IEnumerable<ManifestSet> sets)
    {
        var all = sets.ToList();
        var errors = all.SelectMany(set => set.Errors).ToList();
        var monitors = new Dictionary<string, ManifestMonitor>(StringComparer.Ordinal);
        foreach (var monitor in all.SelectMany(set => set.Monitors))
        {
            if (!monitors.TryAdd(monitor.Id, monitor))
                errors.Add(monitor.ErrorAt("metadata.name", $"the monitor {monitor.Id} is already in {monitors[monitor.Id].File}"));
        }

        return new ManifestSet(
            [.. monitors.Values],
            [.. all.SelectMany(set => set.Secrets).DistinctBy(secret => (secret.Metadata.NamespaceProperty, secret.Metadata.Name))],
            [.. all.SelectMany(set => set.ConfigMaps).DistinctBy(map => (map.Metadata.NamespaceProperty, map.Metadata.Name))],
            errors);
    }
}
