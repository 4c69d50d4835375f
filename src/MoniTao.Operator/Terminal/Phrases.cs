using System.Globalization;

namespace MoniTao.Operator.Terminal;

/// <summary>Durations and texts as people read them in a table.</summary>
internal static class Phrases
{
    /// <summary>The time of a layer, in milliseconds or seconds.</summary>
    public static string Time(TimeSpan time) => time.TotalMilliseconds switch
    {
        < 100 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.0} ms"),
        < 10_000 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s"),
    };

    /// <summary>How long ago, as <c>kubectl get</c> writes ages: the largest unit that gives two digits or so.</summary>
    public static string Age(TimeSpan age) => age.TotalSeconds switch
    {
        < 0 => "0s",
        < 120 => $"{(int)age.TotalSeconds}s",
        < 7200 => $"{(int)age.TotalMinutes}m",
        < 172_800 => $"{(int)age.TotalHours}h",
        _ => $"{(int)age.TotalDays}d",
    };

    /// <summary>The text on one line, without what a terminal could take for a command.</summary>
    public static string Clean(string text) => text.Any(char.IsControl) ? string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)) : text;

    /// <summary>The text in at most <paramref name="width"/> columns.</summary>
    public static string Cut(string text, int width) => text.Length <= width ? text : width <= 1 ? "" : string.Concat(text.AsSpan(0, width - 1), "…");
}
