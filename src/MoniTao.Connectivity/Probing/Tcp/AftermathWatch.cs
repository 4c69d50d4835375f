using System.Net.Sockets;

namespace MoniTao.Connectivity.Probing.Tcp;

/// <summary>
/// Sees whether a connection that was just accepted is reset at once: a crashed server behind a live listener, a proxy
/// without a backend. For targets that end with TCP nothing else would notice.
/// </summary>
internal static class AftermathWatch
{
    private static readonly TimeSpan AtLeast = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan AtMost = TimeSpan.FromMilliseconds(250);

    /// <summary>Waits end on a common beat: a timer that runs out wakes two threads, and many that do so together no more. Who looks longer sees no less.</summary>
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits two round trips, and the moment that a server needs to think better of it, up to the next beat; then asks the kernel for the error of the socket (SO_ERROR, socket(7)); null when there is none.</summary>
    public static async Task<NetworkFault?> ObserveAsync(Socket socket, TimeSpan roundTrip, TimeProvider time, Deadline deadline)
    {
        var wait = TimeSpan.FromTicks(Math.Clamp(roundTrip.Ticks * 2, AtLeast.Ticks, AtMost.Ticks));
        var remaining = deadline.Remaining;
        if (wait > remaining)
            return null;
        var toBeat = wait + UntilBeat(time.GetElapsedTime(0) + wait);
        if (toBeat < remaining)
            wait = toBeat;
        await Task.Delay(wait, time, deadline.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return PendingError.Take(socket) is { } error ? new NetworkFault(FaultKind.Socket, error) : null;
    }

    private static TimeSpan UntilBeat(TimeSpan moment) => TimeSpan.FromTicks((Beat.Ticks - moment.Ticks % Beat.Ticks) % Beat.Ticks);
}
