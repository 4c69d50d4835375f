using Spectre.Console;
using Spectre.Console.Rendering;

namespace MoniTao.Operator.Terminal;

/// <summary>Redraws the table of monitors on a terminal until it is stopped; what was shown last stays.</summary>
internal static class LiveTable
{
    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan PageTime = TimeSpan.FromSeconds(5);

    /// <summary>Returns when cancelled; throws nothing then.</summary>
    /// <param name="screen">A terminal.</param>
    /// <param name="rows">The monitors as they are now.</param>
    /// <param name="notes">Lines below the table.</param>
    /// <param name="time">Turns the pages.</param>
    /// <param name="cancellationToken">Ends the display.</param>
    public static Task ShowAsync(
        Screen screen, Func<IReadOnlyList<MonitorRow>> rows, Func<IReadOnlyList<string>> notes, TimeProvider time, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        var live = screen.Console.Live(Frame());
        live.AutoClear = false;
        return live.StartAsync(async display =>
        {
            using var timer = new PeriodicTimer(Refresh, time);
            try
            {
                while (await timer.WaitForNextTickAsync(cancellationToken))
                    display.UpdateTarget(Frame());
            }
            catch (OperationCanceledException)
            {
                display.UpdateTarget(Frame());
            }
        });

        IRenderable Frame() => MonitorTable.Page(rows(), screen, (int)(time.GetElapsedTime(start) / PageTime), notes());
    }
}
