using System.Collections.Frozen;
using System.Reflection;

namespace MoniTao.Connectivity.Classification;

/// <summary>
/// The catalog of every reason, one file per layer. Names and mappings follow the W3C's Network Error Logging, Chromium's
/// net_error_list and curl's exit codes, so that what a user saw elsewhere is found here.
/// </summary>
public static partial class Reasons
{
    private static readonly Lazy<FrozenDictionary<string, Reason>> ByName = new(() =>
        typeof(Reasons).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(f => f.FieldType == typeof(Reason))
            .Select(f => (Reason)f.GetValue(null)!)
            .ToFrozenDictionary(r => r.Name, StringComparer.Ordinal));

    /// <summary>Every reason there is.</summary>
    public static IReadOnlyCollection<Reason> All => ByName.Value.Values;

    /// <summary>The reason of a name, or null: a status may have been written by another version.</summary>
    public static Reason? Find(string name) => ByName.Value.GetValueOrDefault(name);
}
