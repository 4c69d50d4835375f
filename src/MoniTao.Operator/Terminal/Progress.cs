using Spectre.Console;

namespace MoniTao.Operator.Terminal;

/// <summary>Shows that work goes on: a spinner on a terminal, at most one line elsewhere. Always on standard error.</summary>
internal static class Progress
{
    /// <summary>Runs the work; it may report how far it is.</summary>
    /// <param name="screen">Standard error.</param>
    /// <param name="title">What is going on.</param>
    /// <param name="announce">Whether a screen that is no terminal gets the title as a line.</param>
    /// <param name="work">Gets a function that shows another title.</param>
    public static Task<T> RunAsync<T>(Screen screen, string title, bool announce, Func<Action<string>, Task<T>> work)
    {
        if (screen.IsTerminal)
            return screen.Console.Status().StartAsync(Markup.Escape(title), context => work(text => context.Status = Markup.Escape(text)));
        if (announce)
            screen.Text(title);
        return work(static _ => { });
    }
}
