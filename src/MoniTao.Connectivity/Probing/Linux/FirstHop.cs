using System.Net;
using System.Net.Sockets;

namespace MoniTao.Connectivity.Probing.Linux;

/// <summary>
/// Whether the way out of this machine is whole. A cable that is out and a gateway that is silent end a connection with the very
/// error that a target with its power off gives (EHOSTUNREACH), and yet the target was never asked.
/// </summary>
internal static class FirstHop
{
    /// <summary>
    /// True for the error that this machine sends to itself when a neighbour does not answer ARP or neighbour discovery: host
    /// unreachable (RFC 792), address unreachable (RFC 4443), from an address of its own.
    /// </summary>
    public static bool IsSilence(IcmpError error) =>
        (error.Type, error.Code) == (error.Family == AddressFamily.InterNetworkV6 ? (1, 3) : (3, 1)) && OwnAddresses.Holds(error.Offender);

    /// <summary>True when it is known to be broken; false when it is whole or nothing is known.</summary>
    /// <param name="remote">Where to.</param>
    /// <param name="neighbourSilent">Whether a neighbour is known not to answer: the gateway, when the way leads through one.</param>
    public static bool IsBroken(IPAddress remote, bool neighbourSilent) =>
        RouteTable.Find(remote) is { } hop && (HasNoCarrier(hop.Interface) || (neighbourSilent && hop.Gateway is not null));

    private static bool HasNoCarrier(string link) => KernelFile.Read($"/sys/class/net/{link}/carrier")?.Trim() == "0";
}
