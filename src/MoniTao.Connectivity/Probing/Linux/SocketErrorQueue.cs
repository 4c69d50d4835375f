using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace MoniTao.Connectivity.Probing.Linux;

/// <summary>
/// The error queue of a socket (ip(7), ipv6(7), recvmsg(2)): which ICMP error came, and from whom. For TCP it is filled since
/// Linux 5.9. Elsewhere the fact is missing and the classification coarser.
/// </summary>
internal static unsafe partial class SocketErrorQueue
{
    // linux/in.h, linux/in6.h, linux/socket.h, linux/errqueue.h
    private const int SolIp = 0;
    private const int SolIpv6 = 41;
    private const int IpRecvErr = 11;
    private const int Ipv6RecvErr = 25;
    private const int MsgErrQueue = 0x2000;
    private const int MsgDontWait = 0x40;
    private const byte OriginIcmp = 2;
    private const byte OriginIcmp6 = 3;
    private const ushort InetFamily = 2;
    private const ushort Inet6Family = 10;
    private const int ControlLength = 512;

    private static readonly bool Available = OperatingSystem.IsLinux() && Environment.Is64BitProcess;

    /// <summary>Whether this platform has one.</summary>
    public static bool IsAvailable => Available;

    /// <summary>Asks the kernel to keep ICMP errors for this socket; call before connecting.</summary>
    public static void Enable(Socket socket) => Set(socket, [1, 0, 0, 0]);

    /// <summary>Goes back to the default, in which an ICMP error does not end a connection that works (RFC 1122, 4.2.3.9).</summary>
    public static void Disable(Socket socket) => Set(socket, [0, 0, 0, 0]);

    private static void Set(Socket socket, ReadOnlySpan<byte> value)
    {
        if (!Available)
            return;
        try
        {
            if (socket.AddressFamily == AddressFamily.InterNetworkV6)
                socket.SetRawSocketOption(SolIpv6, Ipv6RecvErr, value);
            else
                socket.SetRawSocketOption(SolIp, IpRecvErr, value);
        }
        catch (SocketException)
        {
            // a sandbox that forbids it: the fact will be missing
        }
    }

    /// <summary>Takes the oldest ICMP error off the queue; null when there is none or the platform has none.</summary>
    public static IcmpError? Read(Socket socket)
    {
        if (!Available || socket.SafeHandle.IsInvalid || socket.SafeHandle.IsClosed)
            return null;
        byte* control = stackalloc byte[ControlLength];
        byte* payload = stackalloc byte[256];
        byte* name = stackalloc byte[128];
        var vector = new IoVector { Base = payload, Length = 256 };
        var message = new MessageHeader
        {
            Name = name,
            NameLength = 128,
            Vectors = &vector,
            VectorCount = 1,
            Control = control,
            ControlLength = ControlLength,
        };
        var received = ReceiveMessage(socket.SafeHandle, &message, MsgErrQueue | MsgDontWait);
        return received < 0 ? null : Parse(new ReadOnlySpan<byte>(control, (int)Math.Min(message.ControlLength, ControlLength)));
    }

    /// <summary>Walks the control messages (cmsg(3)) to a struct sock_extended_err and the address behind it.</summary>
    internal static IcmpError? Parse(ReadOnlySpan<byte> control)
    {
        const int header = 16; // struct cmsghdr of 64 bits: length, level, type
        while (control.Length >= header)
        {
            var length = (int)Math.Min(BitConverter.ToUInt64(control), (ulong)control.Length);
            var (level, type) = (BitConverter.ToInt32(control[8..]), BitConverter.ToInt32(control[12..]));
            if (length >= header + 16 && (level, type) is (SolIp, IpRecvErr) or (SolIpv6, Ipv6RecvErr))
                return Error(control[header..length]);
            var aligned = (length + 7) & ~7;
            if (length < header || aligned > control.Length)
                return null;
            control = control[aligned..];
        }

        return null;
    }

    private static IcmpError? Error(ReadOnlySpan<byte> extended)
    {
        // struct sock_extended_err: errno (4), origin, type, code, pad, info (4), data (4); then struct sockaddr of the offender
        var (origin, type, code) = (extended[4], extended[5], extended[6]);
        return origin switch
        {
            OriginIcmp => new IcmpError(AddressFamily.InterNetwork, type, code, Offender(extended[16..])),
            OriginIcmp6 => new IcmpError(AddressFamily.InterNetworkV6, type, code, Offender(extended[16..])),
            _ => null, // a local error: no packet came back
        };
    }

    private static IPAddress? Offender(ReadOnlySpan<byte> address) => address.Length < 2 ? null : BitConverter.ToUInt16(address) switch
    {
        InetFamily when address.Length >= 8 => new IPAddress(address[4..8]),
        Inet6Family when address.Length >= 24 => new IPAddress(address[8..24]),
        _ => null,
    };

    [LibraryImport("libc", EntryPoint = "recvmsg", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint ReceiveMessage(SafeSocketHandle socket, MessageHeader* message, int flags);

    /// <summary>struct iovec (sys/uio.h).</summary>
    private struct IoVector
    {
        public byte* Base;
        public nuint Length;
    }

    /// <summary>struct msghdr of 64 bits (linux/socket.h); the compiler pads as C does.</summary>
    private struct MessageHeader
    {
        public byte* Name;
        public uint NameLength;
        public IoVector* Vectors;
        public nuint VectorCount;
        public byte* Control;
        public nuint ControlLength;
        public int Flags;
    }
}
