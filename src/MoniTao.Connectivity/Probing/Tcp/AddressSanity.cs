using System.Net;
using System.Net.Sockets;

namespace MoniTao.Connectivity.Probing.Tcp;

/// <summary>
/// Addresses that no host can have. A block list answers with them, and connecting to 0.0.0.0 would reach this very machine:
/// they are facts about the name, and never connected to.
/// </summary>
public static class AddressSanity
{
    /// <summary>
    /// False for 0.0.0.0/8, multicast 224/4, reserved 240/4 (RFC 6890), <c>::</c>, ff00::/8, and fe80::/10 without a zone,
    /// which names no link to send on (RFC 4007, 11).
    /// </summary>
    public static bool IsConnectable(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetwork)
            return !address.Equals(IPAddress.IPv6Any) && !address.IsIPv6Multicast && !(address.IsIPv6LinkLocal && address.ScopeId == 0);
        Span<byte> octets = stackalloc byte[4];
        return address.TryWriteBytes(octets, out _) && octets[0] is not 0 and < 224;
    }
}
