using System.Net;
using System.Net.Sockets;
using MoniTao.Connectivity.Probing.Linux;

namespace MoniTao.Connectivity.Probing.Tcp;

/// <summary>
/// The one door through which every connection of a probe goes: a socket of its own per address, so that each address has its
/// own result (an address list keeps only the last error), started a quarter of a second apart as RFC 8305 says.
/// </summary>
public sealed class ConnectStage(TimeProvider time)
{
    /// <summary>RFC 8305, 5: the recommended connection attempt delay.</summary>
    private static readonly TimeSpan AttemptDelay = TimeSpan.FromMilliseconds(250);

    private const int MaximumAddresses = 8;

    /// <summary>Connects to the first address that accepts; the caller owns the socket, which is null when none did.</summary>
    public async Task<(TcpFacts Facts, Socket? Socket)> RunAsync(IReadOnlyList<IPAddress> addresses, int port, Deadline deadline)
    {
        var start = time.GetTimestamp();
        if (addresses is [var only])
        {
            var attempt = await AttemptAsync(new IPEndPoint(only, port), deadline, deadline.Token).ConfigureAwait(false);
            return (new TcpFacts([attempt.Facts], time.GetElapsedTime(start)), attempt.Socket);
        }

        var (attempts, winner) = await RaceAsync(addresses, port, deadline).ConfigureAwait(false);
        return (new TcpFacts(attempts, time.GetElapsedTime(start)), winner);
    }

    private async Task<(IReadOnlyList<ConnectFacts> Attempts, Socket? Winner)> RaceAsync(IReadOnlyList<IPAddress> addresses, int port, Deadline deadline)
    {
        using var race = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token);
        var running = new List<Task<(ConnectFacts Facts, Socket? Socket)>>();
        var pending = new Queue<IPAddress>(addresses.Take(MaximumAddresses));
        while (true)
        {
            if (!running.Exists(Won) && pending.TryDequeue(out var next))
                running.Add(AttemptAsync(new IPEndPoint(next, port), deadline, race.Token));

            // taken before the look at who won: an attempt that ends after the look is waited for, and ends the wait at once
            var open = running.Where(t => !t.IsCompleted).Cast<Task>().ToList();
            if (running.Exists(Won) || (open.Count == 0 && pending.Count == 0))
                break;
            if (pending.Count == 0 || open.Contains(running[^1])) // else it failed at once, and the next one starts at once
                await NextEventAsync(open, pending.Count > 0, race.Token).ConfigureAwait(false);
            if (deadline.Token.IsCancellationRequested)
                pending.Clear(); // an address that was never tried has not failed
        }

        await race.CancelAsync().ConfigureAwait(false);
        var ended = await Task.WhenAll(running).ConfigureAwait(false);

        // looked for only now: an attempt may have succeeded between the last look and the end of the loop
        var winner = Array.Find(ended, e => e.Socket is not null).Socket;
        return ([.. ended.Select(e => Keep(e, winner))], winner);
    }

    private static bool Won(Task<(ConnectFacts Facts, Socket? Socket)> attempt) => attempt is { IsCompletedSuccessfully: true, Result.Socket: not null };

    private async Task NextEventAsync(List<Task> open, bool more, CancellationToken token)
    {
        if (!more)
        {
            await Task.WhenAny(open).ConfigureAwait(false);
            return;
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(token);
        await Task.WhenAny([.. open, Task.Delay(AttemptDelay, time, stop.Token)]).ConfigureAwait(false);
        await stop.CancelAsync().ConfigureAwait(false);
    }

    private static ConnectFacts Keep((ConnectFacts Facts, Socket? Socket) attempt, Socket? winner)
    {
        if (attempt.Socket is null || attempt.Socket == winner)
            return attempt.Facts;
        attempt.Socket.Dispose();
        return attempt.Facts with { Connected = false };
    }

    private async Task<(ConnectFacts Facts, Socket? Socket)> AttemptAsync(IPEndPoint remote, Deadline deadline, CancellationToken token)
    {
        var start = time.GetTimestamp();
        Socket? socket = null;
        try
        {
            socket = new Socket(remote.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            SocketErrorQueue.Enable(socket);
            var kernel = await TcpConnect.ConnectAsync(socket, remote, token).ConfigureAwait(false);
            var elapsed = time.GetElapsedTime(start);

            // from here on an ICMP error, which anybody can forge, must not end the connection
            SocketErrorQueue.Disable(socket);
            return (new ConnectFacts
            {
                Remote = remote,
                Connected = true,
                Elapsed = elapsed,
                SynRetransmits = kernel?.TotalRetransmits,
                OwnDelay = kernel?.SinceAcknowledgement ?? default,
            }, socket);
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or FileNotFoundException or OutOfMemoryException)
        {
            var icmp = socket is null ? null : SocketErrorQueue.Read(socket);
            var unheard = e is OperationCanceledException && socket is not null && icmp is null && TcpInformation.Read(socket) is { IsConnecting: false };
            socket?.Dispose();
            var lostRace = token.IsCancellationRequested && !deadline.Token.IsCancellationRequested;
            var fault = lostRace ? null : NetworkFault.From(e, deadline);
            var end = LocalRoute.Ask(remote, fault?.SocketError, icmp);
            return (new ConnectFacts
            {
                Remote = remote,
                Elapsed = time.GetElapsedTime(start),
                Fault = fault,
                Unheard = unheard && fault?.Kind == FaultKind.TimedOut,
                Icmp = end.Sent,
                LocalRoute = end.Route,
                OwnAddress = end.OwnAddress,
            }, null);
        }
    }
}
