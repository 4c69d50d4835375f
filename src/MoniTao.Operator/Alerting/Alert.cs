namespace MoniTao.Operator.Alerting;

/// <summary>One alert as Alertmanager knows it: its labels are its identity, the rest may change while it fires.</summary>
/// <param name="Labels">Sorted by name; equal sets are one alert, whoever sends them.</param>
/// <param name="Annotations">Sorted by name; text for people.</param>
/// <param name="StartsAt">When the outage began, in whole seconds: a restart reads it back from the status, which holds no fractions.</param>
/// <param name="GeneratorUrl">Where to look; null when nobody said.</param>
internal sealed record Alert(
    IReadOnlyDictionary<string, string> Labels, IReadOnlyDictionary<string, string> Annotations, DateTimeOffset StartsAt, string? GeneratorUrl)
{
    /// <summary>The labels as one string.</summary>
    public string Key { get; } = Join(Labels);

    /// <summary>With more labels, where it has none of that name.</summary>
    public Alert With(IReadOnlyDictionary<string, string> labels)
    {
        var all = new SortedDictionary<string, string>(Labels.ToDictionary(), StringComparer.Ordinal);
        foreach (var (name, value) in labels)
            all.TryAdd(name, value);
        return new Alert(all, Annotations, StartsAt, GeneratorUrl);
    }

    /// <summary>True when a receiver would see no difference.</summary>
    public bool SaysTheSameAs(Alert other) => Key == other.Key && StartsAt == other.StartsAt && Join(Annotations) == Join(other.Annotations);

    private static string Join(IReadOnlyDictionary<string, string> pairs) => string.Join('\0', pairs.Select(pair => $"{pair.Key}\0{pair.Value}"));
}
