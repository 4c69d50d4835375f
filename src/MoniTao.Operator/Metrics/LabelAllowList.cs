using System.Diagnostics.CodeAnalysis;

namespace MoniTao.Operator.Metrics;

/// <summary>Which labels of a monitor its series carry, and as what: <c>app</c> becomes <c>label_app</c>, as kube-state-metrics has it.</summary>
public sealed class LabelAllowList
{
    /// <summary>None.</summary>
    public static readonly LabelAllowList Empty = new([]);

    private readonly IReadOnlyList<(string Key, string Name)> _labels;

    private LabelAllowList(IReadOnlyList<(string, string)> labels) => _labels = labels;

    /// <summary>Reads the keys; two that would become the same label are an error.</summary>
    /// <param name="keys">Keys of Kubernetes labels, such as <c>app.kubernetes.io/name</c>.</param>
    /// <param name="list">The list.</param>
    /// <param name="error">What is wrong, as a phrase.</param>
    public static bool TryCreate(IEnumerable<string> keys, [NotNullWhen(true)] out LabelAllowList? list, out string error)
    {
        var labels = keys.Select(key => key.Trim()).Where(key => key.Length > 0).Distinct(StringComparer.Ordinal).Select(key => (Key: key, Name: NameOf(key))).ToList();
        var twice = labels.GroupBy(label => label.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        list = twice is null ? new LabelAllowList(labels) : null;
        error = twice is null ? "" : $"{string.Join(" and ", twice.Select(label => label.Key))} would both become {twice.Key}";
        return list is not null;
    }

    /// <summary>The labels of the list that the monitor has.</summary>
    internal IEnumerable<KeyValuePair<string, string>> Of(IDictionary<string, string>? labels)
    {
        foreach (var (key, name) in _labels)
        {
            if (labels is not null && labels.TryGetValue(key, out var value))
                yield return new(name, value);
        }
    }

    private static string NameOf(string key) => "label_" + string.Concat(key.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
}
