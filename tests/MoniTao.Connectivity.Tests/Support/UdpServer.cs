using System.Net;
using System.Net.Sockets;
using MoniTao.FaultLab.Dns;

namespace MoniTao.Connectivity.Tests.Support;

/// <summary>A name server by hand: the test takes each question and sends whatever it likes, to whom it likes.</summary>
internal sealed class UdpServer : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);

    public UdpServer() => _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));

    public IPEndPoint EndPoint => (IPEndPoint)_socket.LocalEndPoint!;

    public bool HasMore => _socket.Available > 0;

    public async Task<DnsQuery> ReceiveAsync()
    {
        var buffer = new byte[2048];
        var datagram = await _socket.ReceiveFromAsync(buffer, new IPEndPoint(IPAddress.Any, 0)).WaitAsync(Limit);
        return DnsQuery.Parse(buffer.AsMemory(0, datagram.ReceivedBytes), overTcp: false)! with { From = (IPEndPoint)datagram.RemoteEndPoint };
    }

    public async Task SendAsync(byte[] message, IPEndPoint to) => await _socket.SendToAsync(message, to);

    /// <summary>Nothing holds this port any more.</summary>
    public static bool IsFree(int port)
    {
        try
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public void Dispose() => _socket.Dispose();
}
