using System.Net;
using System.Net.Sockets;
using MoniTao.Connectivity.Probing.Linux;

namespace MoniTao.Connectivity.Probing.Tcp;

/// <summary>
/// Asks the kernel whether the way to an address ends on this machine. It tells an unreachable network, which is the path's
/// trouble, from a machine that has no way out, which is ours.
/// </summary>
internal static class LocalRoute
{
    /// <summary>What is known of our end after an error.</summary>
    /// <param name="Sent">The ICMP error that somebody sent; null when there was none, or only this machine's own about a silent neighbour.</param>
    /// <param name="Route">Whether there is a way out; null when the error does not raise the question, as when somebody has sent it.</param>
    /// <param name="OwnAddress">Without a way: whether this machine has an address of the family; null when not known.</param>
    internal readonly record struct Answer(IcmpError? Sent, bool? Route, bool? OwnAddress);

    /// <summary>Asks after a failed attempt.</summary>
    public static Answer Ask(IPEndPoint remote, SocketError? error, IcmpError? icmp)
    {
        var silence = icmp is not null && FirstHop.IsSilence(icmp);
        if (!silence && (icmp is not null || error is not (SocketError.NetworkUnreachable or SocketError.AddressNotAvailable
            or SocketError.HostUnreachable or SocketError.AccessDenied or SocketError.InvalidArgument)))
            return new Answer(Traced(icmp, remote), null, null);
        var route = Exists(remote) && !(error == SocketError.HostUnreachable && FirstHop.IsBroken(remote.Address, silence));
        return new Answer(null, route, route || remote.AddressFamily != AddressFamily.InterNetworkV6 ? null : OwnAddresses.HasSix());
    }

    /// <summary>A target on this very machine may reject for itself: that is the target's doing, and not the prober's.</summary>
    private static IcmpError? Traced(IcmpError? icmp, IPEndPoint remote) =>
        icmp is null ? null : icmp with { FromHere = OwnAddresses.Holds(icmp.Offender) && !OwnAddresses.Holds(remote.Address) };

    /// <summary>connect(2) on a UDP socket looks up the route and sends nothing.</summary>
    internal static bool Exists(IPEndPoint remote)
    {
        try
        {
            // without the flag a broadcast address would look like a missing route
            using var socket = new Socket(remote.AddressFamily, SocketType.Dgram, ProtocolType.Udp) { EnableBroadcast = true };
            socket.Connect(remote);
            return true;
        }
        catch (SocketException e)
        {
            // a machine without ports or descriptors has said nothing of its routes
            return e.SocketErrorCode is SocketError.WouldBlock or SocketError.TryAgain or SocketError.AddressAlreadyInUse
                or SocketError.TooManyOpenSockets or SocketError.NoBufferSpaceAvailable;
        }
    }
}
