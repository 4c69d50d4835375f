using System.CommandLine;
using System.Globalization;
using Spectre.Console;

namespace MoniTao.Operator.Terminal;

/// <summary>
/// Where results are shown: a terminal with colours, spinners and live tables, or plain text. Plain for files, pipes, captured
/// output, <c>TERM=dumb</c> and <c>NO_COLOR</c>: no escape code is ever written there.
/// </summary>
internal sealed class Screen
{
    /// <summary>Without a terminal nothing is wrapped or cut, unless COLUMNS asks for it: what reads it may want all.</summary>
    private const int Unlimited = 100_000;

    private Screen(IAnsiConsole console, bool isTerminal) => (Console, IsTerminal) = (console, isTerminal);

    public IAnsiConsole Console { get; }

    public bool IsTerminal { get; }

    public int Width => Console.Profile.Width;

    public int Height => Console.Profile.Height;

    /// <summary>
    /// A line with markup: texts in it are escaped by the caller. One that is too long is left to the terminal: broken here, a
    /// command could not be copied.
    /// </summary>
    public void Markup(string line)
    {
        if (Spectre.Console.Markup.Remove(line) is var plain && plain.Length > Width)
            Console.Profile.Out.Writer.WriteLine(plain);
        else
            Console.MarkupLine(line);
    }

    /// <summary>Text with codes of a terminal, without an end of line.</summary>
    public void Raw(string codes)
    {
        Console.Profile.Out.Writer.Write(codes);
        Flush();
    }

    /// <summary>Hands over what was written: whoever reads a pipe wants it now.</summary>
    public void Flush() => Console.Profile.Out.Writer.Flush();

    /// <summary>A line as it is.</summary>
    public void Text(string line) => Console.WriteLine(line);

    public static Screen ForOutput(InvocationConfiguration configuration) =>
        Create(configuration.Output, ReferenceEquals(configuration.Output, System.Console.Out) && !System.Console.IsOutputRedirected);

    public static Screen ForError(InvocationConfiguration configuration) =>
        Create(configuration.Error, ReferenceEquals(configuration.Error, System.Console.Error) && !System.Console.IsErrorRedirected);

    /// <summary>A plain screen of that width, for tests and files.</summary>
    public static Screen Plain(TextWriter writer, int? width = null)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = width ?? Unlimited;
        return new Screen(console, isTerminal: false);
    }

    /// <summary>A screen that is taken for a terminal of that width whatever stands behind it, for tests.</summary>
    public static Screen Terminal(TextWriter writer, int width)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = ColorSystemSupport.Standard,
            Interactive = InteractionSupport.Yes,
            Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = width;
        return new Screen(console, isTerminal: true);
    }

    private static Screen Create(TextWriter writer, bool isTerminal)
    {
        if (!isTerminal || Variable("NO_COLOR").Length > 0 || Variable("TERM") == "dumb")
            return Plain(writer, Columns() ?? (isTerminal ? AnsiConsole.Console.Profile.Width : null));
        return new Screen(AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) }), isTerminal: true);
    }

    private static int? Columns() =>
        int.TryParse(Variable("COLUMNS"), NumberStyles.None, CultureInfo.InvariantCulture, out var width) && width >= 20 ? width : null;

    private static string Variable(string name) => Environment.GetEnvironmentVariable(name) ?? "";
}
