using System.Net;
using System.Net.Sockets;

namespace MoniTao.Connectivity.Probing.Tcp;

/// <summary>
/// Asks the kernel's routing table whether it would send to an address: connect(2) on a UDP socket looks up the route and
/// sends nothing. It tells an unreachable network from a machine that has no way out.
/// </summary>
internal static class LocalRoute
{
    public static bool Exists(IPEndPoint remote)
    {
        try
        {
            // without the flag a broadcast address would look like a missing route
            using var socket = new Socket(remote.AddressFamily, SocketType.Dgram, ProtocolType.Udp) { EnableBroadcast = true };
            socket.Connect(remote);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
