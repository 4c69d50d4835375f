using System.Text.RegularExpressions;
using Spectre.Console;

namespace MoniTao.Operator.Terminal;

/// <summary>Markdown as the runbooks are written in, for a terminal: headings, lists, tables, commands. No more of it than they use.</summary>
internal static partial class MarkdownView
{
    /// <summary>Longer lines are hard to read, however wide the screen is.</summary>
    private const int WidestText = 100;

    public static void Write(Screen screen, string markdown)
    {
        foreach (var line in Lines(markdown, Math.Min(screen.Width, WidestText)))
            screen.Markup(line);
    }

    /// <summary>The text as lines of markup.</summary>
    internal static IEnumerable<string> Lines(string markdown, int width)
    {
        var code = false;
        var table = new List<string[]>();
        foreach (var line in markdown.TrimEnd().Split('\n'))
        {
            if (!code && line.StartsWith('|'))
            {
                table.Add([.. line.Trim('|', ' ').Split('|').Select(cell => Visible(cell.Trim()))]);
                continue;
            }

            foreach (var row in Table(table, width))
                yield return row;
            table.Clear();
            if (line.TrimStart().StartsWith("```", StringComparison.Ordinal))
                code = !code;
            else if (code)
                yield return Command(line);
            else
                foreach (var text in Text(line, width))
                    yield return text;
        }

        foreach (var row in Table(table, width))
            yield return row;
    }

    private static IEnumerable<string> Table(List<string[]> rows, int width)
    {
        if (rows.Count < 2)
            return [];
        var columns = rows[0].Select((title, i) => new Column(title.ToUpperInvariant(), Minimum: i > 0 ? 12 : 0, Wraps: true)).ToArray();
        var cells = rows.Skip(2).Where(row => row.Length == columns.Length).Select(row => row.Select(text => new Cell(text)).ToArray());
        return TableLayout.Lines(columns, [.. cells], width);
    }

    private static string Command(string line) =>
        line.TrimStart().StartsWith("$ ", StringComparison.Ordinal) ? $"    [aqua]{Markup.Escape(line)}[/]" : $"    {Markup.Escape(line)}";

    private static IEnumerable<string> Text(string line, int width)
    {
        if (line.Length == 0)
            return [""];
        if (line.StartsWith('#'))
            return [$"[bold]{Markup.Escape(Visible(line.TrimStart('#', ' ')))}[/]"];
        var item = Item().Match(line).Value;
        var indent = new string(' ', item.Length);
        return Phrases.Wrap(Unbroken(Visible(line[item.Length..])), Math.Max(10, width - item.Length)).Select((text, i) => (i == 0 ? item : indent) + Inline(text));
    }

    /// <summary>A link is its text, and what is strong is as plain as the rest.</summary>
    private static string Visible(string text) => Strong().Replace(Link().Replace(text, "$1"), "$1");

    /// <summary>Commands within a sentence stay on one line.</summary>
    private static string Unbroken(string text) => Code().Replace(text, match => match.Value.Replace(' ', '\u00A0'));

    private static string Inline(string text) => Code().Replace(Markup.Escape(text), "[aqua]$0[/]").Replace('\u00A0', ' ');

    [GeneratedRegex(@"^(?:\s*(?:- |\d+\. )|\s+)")]
    private static partial Regex Item();

    [GeneratedRegex(@"\[([^\]\[]+)\]\([^)]+\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\*\*(.+?)\*\*")]
    private static partial Regex Strong();

    [GeneratedRegex("`[^`]+`")]
    private static partial Regex Code();
}
