using System.Net;
using System.Net.Sockets;
using MoniTao.FaultLab.Hosting;
using MoniTao.FaultLab.Tcp;

namespace MoniTao.FaultLab.Dns;

/// <summary>
/// A port that is closed for UDP and TCP, and stays so. The UDP socket holds the port but is connected to an address that never
/// sends; Linux finds no socket for anybody else's datagram and answers ICMP port unreachable.
/// </summary>
internal sealed class ClosedDnsPort : IAsyncDisposable
{
    private static readonly IPEndPoint Nobody = new(IPAddress.Parse("127.255.255.254"), 9);

    private readonly Socket udp;
    private readonly ClosedPort tcp;

    private ClosedDnsPort(Socket udp, ClosedPort tcp)
    {
        this.udp = udp;
        this.tcp = tcp;
    }

    public IPEndPoint EndPoint => new(IPAddress.Loopback, tcp.Port);

    public static ClosedDnsPort Reserve() => LoopbackPorts.Bind(port =>
    {
        var endPoint = new IPEndPoint(IPAddress.Loopback, port);
        var udp = LoopbackPorts.BindUdp(endPoint);
        try
        {
            udp.Connect(Nobody);
            return new ClosedDnsPort(udp, new ClosedPort(LoopbackPorts.BindTcp(endPoint)));
        }
        catch
        {
            udp.Dispose();
            throw;
        }
    });

    public ValueTask DisposeAsync()
    {
        udp.Dispose();
        return tcp.DisposeAsync();
    }
}
