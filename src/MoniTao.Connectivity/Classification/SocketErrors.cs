using System.Net.Sockets;
using MoniTao.Connectivity.Probing;
using MoniTao.Connectivity.Probing.Tcp;

namespace MoniTao.Connectivity.Classification;

/// <summary>The kernel's connect errors → reason, for TCP and for ICMP's lookup of a route.</summary>
internal static class SocketErrors
{
    /// <summary>Trouble of this process whatever the layer; null when the fault is about the peer or the path.</summary>
    public static Reason? Prober(NetworkFault fault) => fault.Kind switch
    {
        FaultKind.Cancelled => Reasons.ProbeCancelled,
        FaultKind.Exhausted when fault.SocketError == SocketError.TooManyOpenSockets => Reasons.ProberFileDescriptorsExhausted,
        FaultKind.Exhausted => Reasons.ProberResourceExhausted,
        _ => null,
    };

    /// <summary>The reason of a failed attempt, from all of its facts; null when it did not fail.</summary>
    public static Reason? OfAttempt(ConnectFacts attempt) => attempt.Unheard ? Reasons.ProberOverloaded : attempt.Fault is { } fault
        ? OfConnect(fault, attempt.Remote.AddressFamily, attempt.LocalRoute, attempt.Icmp, attempt.OwnAddress)
        : null;

    /// <summary>The reason of a failed connect(2).</summary>
    public static Reason OfConnect(NetworkFault fault, AddressFamily family, bool? localRoute, IcmpError? icmp = null, bool? ownAddress = null)
    {
        if (Prober(fault) is { } prober)
            return prober;

        if (icmp is { FromHere: true })
            return Reasons.ProberFirewallBlocked;

        // an error that somebody sent says more than the number that the kernel made of it
        if (icmp is not null && OfIcmp(icmp) is { } sent)
            return sent;
        if (fault.Kind == FaultKind.TimedOut)
            return Reasons.TcpTimedOut;
        if (localRoute == false)
            return family == AddressFamily.InterNetworkV6 && ownAddress != true ? Reasons.ProberAddressFamilyUnavailable : Reasons.ProberNoRoute;
        return fault.SocketError switch
        {
            SocketError.ConnectionRefused => Reasons.TcpRefused,
            SocketError.ConnectionReset or SocketError.ConnectionAborted => Reasons.TcpReset,
            SocketError.HostUnreachable or SocketError.HostDown => Reasons.TcpHostUnreachable,
            SocketError.NetworkUnreachable or SocketError.NetworkDown => Reasons.TcpNetworkUnreachable,

            // of the errors that arrive by network only IPv6's become "permission denied"; else this machine itself said no
            SocketError.AccessDenied when family == AddressFamily.InterNetwork && icmp is null => Reasons.ProberFirewallBlocked,
            SocketError.AccessDenied => Reasons.TcpAdministrativelyProhibited,
            SocketError.AddressNotAvailable or SocketError.AddressAlreadyInUse => Reasons.ProberPortsExhausted,
            SocketError.AddressFamilyNotSupported => Reasons.ProberAddressFamilyUnavailable,
            SocketError.InvalidArgument => Reasons.TcpAddressInvalid,

            // whatever number the kernel makes of a rare code, an error that was sent came from the path
            _ => icmp is null ? Reasons.ProberInternalError : Reasons.TcpHostUnreachable,
        };
    }

    private static Reason? OfIcmp(IcmpError icmp) => icmp switch
    {
        { IsPortUnreachable: true } => Reasons.TcpRejected,
        { Family: AddressFamily.InterNetwork, Type: 3, Code: 2 } => Reasons.TcpRejected, // protocol unreachable, as a REJECT rule may say
        { IsProhibited: true } => Reasons.TcpAdministrativelyProhibited,
        { IsTimeExceeded: true } => Reasons.TcpRoutingLoop,
        { IsNetworkUnreachable: true } => Reasons.TcpNetworkUnreachable,
        _ => null,
    };
}
