using System.Net;
using System.Net.Sockets;
using MoniTao.Connectivity.Probing.Linux;
using MoniTao.Connectivity.Probing.Tcp;

namespace MoniTao.Connectivity.Probing.Dns;

/// <summary>
/// Asks a question once more over a connected UDP socket of our own. DnsClient reports silence, a closed port and a vanished
/// route alike; a connected socket hears the ICMP errors (udp(7)), and shows us the bytes that the library rejected.
/// </summary>
internal static class DnsWitness
{
    /// <summary>Outcome <see cref="DnsOutcome.Answered"/> means that something came back: see the bytes.</summary>
    public readonly record struct Testimony(DnsOutcome Outcome, byte[] Query, ReadOnlyMemory<byte> Answer);

    public static async Task<Testimony> AskAsync(IPEndPoint server, string name, AddressFamily family, Deadline deadline)
    {
        var query = DnsMessage.Query(name, family);
        var outcome = DnsOutcome.Answered;
        Socket? socket = null;
        try
        {
            socket = new Socket(server.AddressFamily, SocketType.Dgram, ProtocolType.Udp);

            // without it the kernel keeps "no route" and "host unreachable" to itself, and they look like silence
            SocketErrorQueue.Enable(socket);

            // without a port connect(2) says "try again", the framework does, and the lack of ports looks like silence
            socket.Bind(new IPEndPoint(server.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any, 0));
            await socket.ConnectAsync(server, deadline.Token).ConfigureAwait(false);
            await socket.SendAsync(query, deadline.Token).ConfigureAwait(false);
            var buffer = new byte[4096];
            var received = await socket.ReceiveAsync(buffer, deadline.Token).ConfigureAwait(false);
            return new Testimony(DnsOutcome.Answered, query, buffer.AsMemory(0, received));
        }
        catch (OperationCanceledException)
        {
            outcome = deadline.CancelledByCaller ? DnsOutcome.Cancelled : DnsOutcome.Silent;
        }
        catch (SocketException e)
        {
            outcome = FromHere(server, e.SocketErrorCode, socket is null ? null : SocketErrorQueue.Read(socket)) ?? FromSocket(e.SocketErrorCode);
        }
        finally
        {
            socket?.Dispose();
        }

        return new Testimony(outcome, query, default);
    }

    /// <summary>The outcome when the question did not leave this machine; null when it did, or when that is not known.</summary>
    private static DnsOutcome? FromHere(IPEndPoint server, SocketError error, IcmpError? icmp)
    {
        var end = LocalRoute.Ask(server, error, icmp);
        if (end.Route == false)
            return DnsOutcome.ProberWithoutRoute;
        return end.Sent is { FromHere: true } || (end.Sent is null && error == SocketError.AccessDenied) ? DnsOutcome.ProberBlocked : null;
    }

    /// <summary>True for trouble of this process, which says nothing of the server.</summary>
    public static bool IsProbers(DnsOutcome outcome) =>
        outcome is DnsOutcome.ProberOutOfPorts or DnsOutcome.ProberOutOfDescriptors or DnsOutcome.ProberOutOfMemory;

    public static DnsOutcome FromSocket(SocketError error) => error switch
    {
        SocketError.ConnectionRefused => DnsOutcome.ConnectionRefused,
        SocketError.NetworkUnreachable or SocketError.HostUnreachable or SocketError.NetworkDown or SocketError.HostDown
            or SocketError.AccessDenied or SocketError.InvalidArgument => DnsOutcome.Unreachable,
        SocketError.AddressAlreadyInUse or SocketError.AddressNotAvailable => DnsOutcome.ProberOutOfPorts,
        SocketError.TooManyOpenSockets => DnsOutcome.ProberOutOfDescriptors,
        SocketError.NoBufferSpaceAvailable => DnsOutcome.ProberOutOfMemory,
        _ => DnsOutcome.Silent,
    };
}
