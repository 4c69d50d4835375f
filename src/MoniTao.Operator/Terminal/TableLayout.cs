using System.Text;
using Spectre.Console;

namespace MoniTao.Operator.Terminal;

/// <summary>
/// Lays a table out for a width: aligned columns without borders, as kubectl prints them, so that grep and awk work. What does
/// not fit is cut from the right or goes on below, then whole columns go.
/// </summary>
internal static class TableLayout
{
    private const int Gap = 2;

    /// <summary>Header and rows as markup, one string a line.</summary>
    public static IReadOnlyList<string> Lines(IReadOnlyList<Column> columns, IReadOnlyList<IReadOnlyList<Cell>> rows, int width)
    {
        var widths = Fit(columns, rows, width);
        var header = columns.Select(column => new Cell(column.Title, "bold")).ToArray();
        var all = columns[^1].Wraps ? rows.SelectMany(row => Wrapped(row, widths[^1])) : rows;
        return [.. all.Prepend(header).Select(row => Line(row, widths))];
    }

    private static IEnumerable<IReadOnlyList<Cell>> Wrapped(IReadOnlyList<Cell> row, int width) =>
        Phrases.Wrap(row[^1].Text, width).Select((text, i) =>
            (IReadOnlyList<Cell>)[.. i == 0 ? row.SkipLast(1) : row.SkipLast(1).Select(_ => new Cell("")), row[^1] with { Text = text }]);

    /// <summary>The width of each column; 0 for one that is left out.</summary>
    private static int[] Fit(IReadOnlyList<Column> columns, IReadOnlyList<IReadOnlyList<Cell>> rows, int width)
    {
        var natural = columns.Select((column, i) => rows.Select(row => row[i].Text.Length).Append(column.Title.Length).Max()).ToArray();
        var drops = columns.Where(column => column.DropRank > 0).OrderBy(column => column.DropRank).ToList();
        for (var dropped = 0; ; dropped++)
        {
            var widths = columns.Select((column, i) => drops.Take(dropped).Contains(column) ? 0 : natural[i]).ToArray();
            var excess = widths.Sum() + (Gap * (widths.Count(w => w > 0) - 1)) - width;
            for (var i = columns.Count - 1; i >= 0 && excess > 0; i--)
            {
                var spare = columns[i].Minimum > 0 ? Math.Max(0, widths[i] - columns[i].Minimum) : 0;
                widths[i] -= Math.Min(spare, excess);
                excess -= Math.Min(spare, excess);
            }

            if (excess <= 0 || dropped == drops.Count)
                return widths;
        }
    }

    private static string Line(IReadOnlyList<Cell> row, int[] widths)
    {
        var line = new StringBuilder();
        var behind = 0; // spaces owed before the next text, so that no line ends in them
        for (var i = 0; i < row.Count; i++)
        {
            if (widths[i] == 0)
                continue;
            var text = Phrases.Cut(Phrases.Clean(row[i].Text), widths[i]);
            if (text.Length > 0)
            {
                line.Append(' ', behind);
                line.Append(row[i].Style is { } style ? $"[{style}]{Markup.Escape(text)}[/]" : Markup.Escape(text));
                behind = 0;
            }

            behind += widths[i] - text.Length + Gap;
        }

        return line.ToString();
    }
}
