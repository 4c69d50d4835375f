using System.Net.Sockets;

namespace MoniTao.Connectivity.Probing;

/// <summary>What befell a socket while nobody asked: SO_ERROR, socket(7).</summary>
internal static class PendingError
{
    /// <summary>Takes the error, so that it is told once; null when there is none.</summary>
    public static SocketError? Take(Socket socket)
    {
        var error = (SocketError)(int)socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error)!;
        return error == SocketError.Success ? null : error;
    }
}
