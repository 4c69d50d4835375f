using MoniTao.Connectivity.Diagnosis;
using MoniTao.Connectivity.Model;
using Spectre.Console;

namespace MoniTao.Operator.Terminal;

/// <summary>Commands to copy: one that is too long for the screen is continued with a backslash between two options.</summary>
internal static class CommandsView
{
    private const string Continued = " \\";

    public static IEnumerable<string> Lines(IReadOnlyList<LayerCommand> commands, int width)
    {
        var labels = commands.Max(command => command.Layer.Name().Length) + 4;
        yield return "";
        yield return "[bold]Try it yourself:[/]";
        foreach (var command in commands)
        {
            var lines = Broken(command.Parts, width - labels);
            for (var i = 0; i < lines.Count; i++)
                yield return $"  {(i == 0 ? command.Layer.Name() : "").PadRight(labels - 2)}[aqua]{Markup.Escape(lines[i])}[/]";
        }
    }

    private static List<string> Broken(IReadOnlyList<string> parts, int width)
    {
        var lines = new List<string>();
        var line = "";
        foreach (var part in parts.Select(Phrases.Clean))
        {
            if (line.Length > 0 && line.Length + 1 + part.Length + Continued.Length > width)
            {
                lines.Add(line + Continued);
                line = "  " + part;
            }
            else
            {
                line = line.Length > 0 ? $"{line} {part}" : part;
            }
        }

        lines.Add(line);
        return lines;
    }
}
