using System.Globalization;
using System.Text;
using MoniTao.Connectivity.Classification;
using MoniTao.Operator.Api;

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

    /// <summary>A limit that somebody set, as it would be written on a command line.</summary>
    public static string Limit(TimeSpan limit) => limit.TotalSeconds >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{limit.TotalSeconds:0.##}s")
        : string.Create(CultureInfo.InvariantCulture, $"{limit.TotalMilliseconds:0.##}ms");

    /// <summary>A result in the word of a verdict.</summary>
    public static string State(ProbeResult result) => result switch { ProbeResult.Success => "Up", ProbeResult.Failure => "Down", _ => "Unknown" };

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
    public static string Clean(string text) => PlainText.OnOneLine(text);

    /// <summary>The text in lines of at most <paramref name="width"/> columns, broken at spaces; a longer word keeps a line of its own.</summary>
    public static IReadOnlyList<string> Wrap(string text, int width)
    {
        var lines = new List<string>();
        var line = new StringBuilder();
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                lines.Add(line.ToString());
                line.Clear();
            }

            line.Append(line.Length > 0 ? " " : "").Append(word);
        }

        lines.Add(line.ToString());
        return lines;
    }

    /// <summary>The text in at most <paramref name="width"/> columns.</summary>
    public static string Cut(string text, int width) => text.Length <= width ? text : width <= 1 ? "" : string.Concat(text.AsSpan(0, width - 1), "…");
}
