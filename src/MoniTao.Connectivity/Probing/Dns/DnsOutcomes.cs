using System.Net;
using System.Net.Sockets;
using MoniTao.Connectivity.Probing.Linux;
using MoniTao.Connectivity.Probing.Tcp;

namespace MoniTao.Connectivity.Probing.Dns;

/// <summary>Errors of the socket that asks a server → outcomes.</summary>
internal static class DnsOutcomes
{
    /// <summary>Reads the socket's error queue too: a question that did not leave this machine says nothing of the server.</summary>
    public static DnsOutcome FromSocket(Socket socket, IPEndPoint server, SocketError error)
    {
        var end = LocalRoute.Ask(server, error, SocketErrorQueue.Read(socket));
        if (end.Route == false)
            return DnsOutcome.ProberWithoutRoute;
        return end.Sent is { FromHere: true } || (end.Sent is null && error == SocketError.AccessDenied)
            ? DnsOutcome.ProberBlocked
            : FromSocket(error);
    }

    public static DnsOutcome FromSocket(SocketError error) => error switch
    {
        SocketError.ConnectionRefused => DnsOutcome.ConnectionRefused,
        SocketError.NetworkUnreachable or SocketError.HostUnreachable or SocketError.NetworkDown or SocketError.HostDown
            or SocketError.AccessDenied or SocketError.InvalidArgument => DnsOutcome.Unreachable,
        SocketError.AddressFamilyNotSupported or SocketError.ProtocolFamilyNotSupported => DnsOutcome.ProberWithoutRoute,
        SocketError.AddressAlreadyInUse or SocketError.AddressNotAvailable => DnsOutcome.ProberOutOfPorts,
        SocketError.TooManyOpenSockets => DnsOutcome.ProberOutOfDescriptors,
        SocketError.NoBufferSpaceAvailable => DnsOutcome.ProberOutOfMemory,
        _ => DnsOutcome.Silent,
    };

    /// <summary>For what a socket throws that asks a server; why the time ended is the deadline's to say.</summary>
    public static DnsOutcome FromException(Exception exception, Deadline deadline) => exception switch
    {
        _ when deadline.CancelledByCaller => DnsOutcome.Cancelled,
        SocketException socket => FromSocket(socket.SocketErrorCode),
        OutOfMemoryException => DnsOutcome.ProberOutOfMemory,
        FileNotFoundException => DnsOutcome.ProberOutOfDescriptors, // without them the runtime fails to load its own assemblies first
        _ => DnsOutcome.Silent,
    };

    /// <summary>True for want of resources in this process, which says nothing of the server.</summary>
    public static bool IsProbers(DnsOutcome outcome) =>
        outcome is DnsOutcome.ProberOutOfPorts or DnsOutcome.ProberOutOfDescriptors or DnsOutcome.ProberOutOfMemory;
}
