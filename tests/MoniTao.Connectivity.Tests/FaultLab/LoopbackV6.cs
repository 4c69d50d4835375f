using System.Net;
using System.Net.Sockets;

namespace MoniTao.Connectivity.Tests.FaultLab;

internal static class LoopbackV6
{
    public static bool Usable { get; } = CanBind();

    private static bool CanBind()
    {
        try
        {
            using var socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.IPv6Loopback, 0));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
