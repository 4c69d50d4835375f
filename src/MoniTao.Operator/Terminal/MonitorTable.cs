using Spectre.Console;
using Spectre.Console.Rendering;

namespace MoniTao.Operator.Terminal;

/// <summary>The table of monitors: the whole of it for paper, or a page of it for a live screen.</summary>
internal static class MonitorTable
{
    /// <summary>The header, the empty line and the footer of a page.</summary>
    private const int Frame = 3;

    private static readonly Column[] Columns =
    [
        new("", DropRank: 9), new("LAYER"), new("NAME", Minimum: 20), new("TARGET", Minimum: 18, DropRank: 1),
        new("REACHABLE"), new("REASON"), new("SINCE"), new("HINT", Minimum: 24, DropRank: 2),
    ];

    /// <summary>Every line, laid out for a width.</summary>
    /// <param name="rows">The monitors.</param>
    /// <param name="width">In columns of the screen.</param>
    /// <param name="since">The title of the column with times.</param>
    public static IReadOnlyList<string> Lines(IReadOnlyList<MonitorRow> rows, int width, string since = "SINCE")
    {
        var columns = Columns.Select(column => column.Title == "SINCE" ? column with { Title = since } : column);
        var cells = rows.Select(Cells).ToArray();
        if (rows.Any(row => row.AsExpected is not null))
            return TableLayout.Lines([.. columns], cells, width);
        return TableLayout.Lines([.. columns.Skip(1)], [.. cells.Select(row => row.Skip(1).ToArray())], width);
    }

    /// <summary>
    /// What a live screen shows at a moment. More rows than fit are shown page by page, each for some seconds.
    /// </summary>
    /// <param name="rows">The monitors.</param>
    /// <param name="screen">Its size decides how much fits.</param>
    /// <param name="turn">Counts up with time; each count shows the next page.</param>
    /// <param name="notes">Lines below the table, such as errors of manifests.</param>
    public static IRenderable Page(IReadOnlyList<MonitorRow> rows, Screen screen, int turn, IReadOnlyList<string> notes)
    {
        var lines = Lines(rows, screen.Width);
        var room = Math.Max(3, screen.Height - Frame - notes.Count - 1);
        var pages = Math.Max(1, (rows.Count + room - 1) / room);
        var page = turn % pages;
        var shown = lines.Skip(1).Skip(page * room).Take(room).Prepend(lines[0]);
        var footer = Summary(rows) + (pages > 1 ? $" · page {page + 1} of {pages}" : "") + " · Ctrl+C ends";
        var below = notes.Select(note => $"[yellow]{Markup.Escape(Phrases.Cut(Phrases.Clean(note), screen.Width))}[/]");
        var all = shown.Append(" ").Append($"[grey]{footer}[/]").Concat(below);
        return new Rows([.. all.Select(line => new Markup(line.Length == 0 ? " " : line))]);
    }

    /// <summary>How many are in which state.</summary>
    public static string Summary(IReadOnlyList<MonitorRow> rows)
    {
        var count = rows.CountBy(row => row.Reachable).ToDictionary();
        var unknown = count.GetValueOrDefault("Unknown");
        return $"{rows.Count} monitors: {count.GetValueOrDefault("True")} reachable, {count.GetValueOrDefault("False")} not"
            + (unknown > 0 ? $", {unknown} unknown" : "");
    }

    private static Cell[] Cells(MonitorRow row) =>
    [
        row.AsExpected switch { true => new Cell("✓", "green"), false => new Cell("✗", "red"), _ => "" },
        row.Layer,
        row.Name,
        row.Target,
        new Cell(row.Reachable, Style(row.Reachable)),
        new Cell(row.Reason, Style(row.Reachable)),
        row.Since,
        new Cell(row.Hint, "grey"),
    ];

    private static string Style(string reachable) => reachable switch { "True" => "green", "False" => "red", _ => "yellow" };
}
