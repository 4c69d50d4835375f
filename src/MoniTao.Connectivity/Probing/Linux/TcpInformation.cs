using System.Net.Sockets;

namespace MoniTao.Connectivity.Probing.Linux;

/// <summary>What the kernel knows of a connection: struct tcp_info (linux/tcp.h), read by getsockopt(TCP_INFO).</summary>
/// <param name="TotalRetransmits">Segments sent again since the socket was made, SYNs included.</param>
/// <param name="Unacked">Segments sent and not yet acknowledged.</param>
/// <param name="PathMtu">The path MTU that the kernel believes in, in bytes.</param>
/// <param name="BytesSent">Bytes handed to the network, retransmissions included; null before Linux 4.19.</param>
/// <param name="BytesAcked">Bytes the peer has acknowledged; null before Linux 4.1.</param>
/// <param name="OutOfOrderReceived">Segments received out of order: earlier ones are missing; null before Linux 5.4.</param>
public sealed record TcpInformation(uint TotalRetransmits, uint Unacked, uint PathMtu, ulong? BytesSent, ulong? BytesAcked, uint? OutOfOrderReceived)
{
    /// <summary>True while the kernel waits for the peer's answer to the SYN.</summary>
    public bool IsConnecting { get; private init; }

    /// <summary>The time since the last segment with data arrived.</summary>
    public TimeSpan SinceData { get; private init; }

    /// <summary>The time since the last acknowledgement arrived; right after the handshake, since its end.</summary>
    public TimeSpan SinceAcknowledgement { get; private init; }

    private const int IpProtoTcp = 6;
    private const int TcpInfo = 11;

    // offsets within struct tcp_info, which only ever grows
    private const int StateAt = 0;
    private const int UnackedAt = 24;
    private const int SinceDataAt = 52; // milliseconds
    private const int SinceAcknowledgementAt = 56;
    private const int PathMtuAt = 60;
    private const int TotalRetransmitsAt = 100;
    private const int BytesAckedAt = 120;
    private const int BytesSentAt = 200;
    private const int OutOfOrderAt = 224;

    // include/net/tcp_states.h
    private const byte SynSent = 2;
    private const byte SynReceived = 3;

    /// <summary>Asks the kernel; null where it does not say.</summary>
    public static TcpInformation? Read(Socket socket)
    {
        if (!OperatingSystem.IsLinux())
            return null;
        Span<byte> info = stackalloc byte[256];
        try
        {
            var length = socket.GetRawSocketOption(IpProtoTcp, TcpInfo, info);
            return Parse(info[..length]);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return null;
        }
    }

    internal static TcpInformation? Parse(ReadOnlySpan<byte> info)
    {
        if (info.Length < TotalRetransmitsAt + 4)
            return null;
        return new TcpInformation(
            BitConverter.ToUInt32(info[TotalRetransmitsAt..]),
            BitConverter.ToUInt32(info[UnackedAt..]),
            BitConverter.ToUInt32(info[PathMtuAt..]),
            info.Length >= BytesSentAt + 8 ? BitConverter.ToUInt64(info[BytesSentAt..]) : null,
            info.Length >= BytesAckedAt + 8 ? BitConverter.ToUInt64(info[BytesAckedAt..]) : null,
            info.Length >= OutOfOrderAt + 4 ? BitConverter.ToUInt32(info[OutOfOrderAt..]) : null)
        {
            IsConnecting = info[StateAt] is SynSent or SynReceived,
            SinceData = TimeSpan.FromMilliseconds(BitConverter.ToUInt32(info[SinceDataAt..])),
            SinceAcknowledgement = TimeSpan.FromMilliseconds(BitConverter.ToUInt32(info[SinceAcknowledgementAt..])),
        };
    }
}
