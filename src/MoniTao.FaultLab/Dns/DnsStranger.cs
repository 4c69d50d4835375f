using System.Net;
using System.Net.Sockets;
using MoniTao.FaultLab.Hosting;

namespace MoniTao.FaultLab.Dns;

/// <summary>Somebody at 127.0.0.2 who answers what another server was asked, and is the first to do so.</summary>
internal sealed class DnsStranger : IAsyncDisposable
{
    private static readonly IPAddress Address = IPAddress.Parse("127.0.0.2");

    private readonly Socket udp = LoopbackPorts.Bind(port => LoopbackPorts.BindUdp(new IPEndPoint(Address, port)));

    /// <summary>The script of a server whose answers come after a forged one.</summary>
    public DnsScript Forestall(DnsScript script, DnsScript forged) => query =>
    {
        if (query.From is { } client && forged(query) is { } reply)
        {
            udp.SendTo(reply, client);
        }

        return script(query);
    };

    public ValueTask DisposeAsync()
    {
        udp.Dispose();
        return ValueTask.CompletedTask;
    }
}
