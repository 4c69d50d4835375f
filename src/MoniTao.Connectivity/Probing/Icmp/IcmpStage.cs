using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using MoniTao.Connectivity.Probing.Linux;
using MoniTao.Connectivity.Probing.Tcp;

namespace MoniTao.Connectivity.Probing.Icmp;

/// <summary>
/// ICMP echo over the kernel's ping socket (icmp(7), <c>net.ipv4.ping_group_range</c>), which needs no capability. The
/// framework's Ping class is not used: without privileges it runs the ping binary and reports every failure as a time-out.
/// </summary>
public sealed class IcmpStage(TimeProvider time)
{
    private const int HeaderLength = 8; // RFC 792, echo message
    private const int PayloadLength = 24;

    /// <summary>Sends an echo, again once a second until the reply or the deadline, as ping does.</summary>
    public async Task<IcmpFacts> RunAsync(IPAddress remote, Deadline deadline)
    {
        var start = time.GetTimestamp();
        var facts = new IcmpFacts { Remote = remote };
        Socket? socket = null;
        try
        {
            var six = remote.AddressFamily == AddressFamily.InterNetworkV6;
            socket = new Socket(remote.AddressFamily, SocketType.Dgram, six ? ProtocolType.IcmpV6 : ProtocolType.Icmp);

            // without it the kernel keeps "host unreachable", "no route" and "time exceeded" to itself, and they look like silence
            SocketErrorQueue.Enable(socket);
            await socket.ConnectAsync(new IPEndPoint(remote, 0), deadline.Token).ConfigureAwait(false);
            var echo = Echo(six);
            while (true)
            {
                await socket.SendAsync(echo, deadline.Token).ConfigureAwait(false);
                using var second = deadline.Within(TimeSpan.FromSeconds(1));
                if (await ReplyAsync(socket, echo, six, second.Token).ConfigureAwait(false))
                    return facts with { Replied = true, Elapsed = time.GetElapsedTime(start) };
                deadline.Token.ThrowIfCancellationRequested();
            }
        }
        catch (SocketException e) when (socket is null && e.SocketErrorCode is SocketError.AccessDenied or SocketError.ProtocolNotSupported
            or SocketError.SocketNotSupported or SocketError.OperationNotSupported)
        {
            return facts with { NotPermitted = true, Elapsed = time.GetElapsedTime(start) };
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or FileNotFoundException or OutOfMemoryException)
        {
            var fault = NetworkFault.From(e, deadline);
            var icmp = socket is null ? null : SocketErrorQueue.Read(socket);
            var end = LocalRoute.Ask(new IPEndPoint(remote, 7), fault.SocketError, icmp);
            return facts with { Fault = fault, Elapsed = time.GetElapsedTime(start), Icmp = end.Sent, LocalRoute = end.Route, OwnAddress = end.OwnAddress };
        }
        finally
        {
            socket?.Dispose();
        }
    }

    /// <summary>True when nothing could be sent from here: no route, no address of the family, or no such family at all.</summary>
    internal static bool NoWayOut(IcmpFacts facts) =>
        facts.LocalRoute == false || facts.Fault?.SocketError == SocketError.AddressFamilyNotSupported;

    private static async Task<bool> ReplyAsync(Socket socket, byte[] echo, bool six, CancellationToken token)
    {
        var buffer = new byte[512];
        try
        {
            while (true)
            {
                var received = await socket.ReceiveAsync(buffer, token).ConfigureAwait(false);
                if (received >= HeaderLength + PayloadLength && buffer[0] == (six ? 129 : 0)
                    && buffer.AsSpan(HeaderLength, PayloadLength).SequenceEqual(echo.AsSpan(HeaderLength)))
                    return true;
            }
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>The kernel fills in the identifier, and the checksum for ICMPv6; the random payload is what ties the reply to us.</summary>
    private static byte[] Echo(bool six)
    {
        var message = new byte[HeaderLength + PayloadLength];
        message[0] = (byte)(six ? 128 : 8);
        message[7] = 1; // sequence number
        RandomNumberGenerator.Fill(message.AsSpan(HeaderLength));
        if (!six)
            BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(2), Checksum(message));
        return message;
    }

    private static ushort Checksum(ReadOnlySpan<byte> message)
    {
        uint sum = 0;
        for (var i = 0; i < message.Length; i += 2)
            sum += BinaryPrimitives.ReadUInt16BigEndian(message[i..]);
        sum = (sum & 0xFFFF) + (sum >> 16);
        return (ushort)~(sum + (sum >> 16));
    }
}
