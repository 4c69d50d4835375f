using System.Net;
using System.Net.Sockets;
using MoniTao.FaultLab.Hosting;
using MoniTao.FaultLab.Tcp;

namespace MoniTao.FaultLab.Dns;

/// <summary>A name server on one loopback port, UDP and TCP, that answers by script and never by the rules.</summary>
public sealed class ScriptedDnsServer : IAsyncDisposable
{
    private readonly Socket udp;
    private readonly IAsyncDisposable tcp;
    private readonly DnsScript script;
    private readonly ErrorLog errors;
    private readonly CancellationTokenSource stopping = new();
    private readonly Task receiving;

    private ScriptedDnsServer(Socket udp, IAsyncDisposable tcp, DnsScript script, ErrorLog errors)
    {
        this.udp = udp;
        this.tcp = tcp;
        this.script = script;
        this.errors = errors;
        EndPoint = (IPEndPoint)udp.LocalEndPoint!;
        receiving = ReceiveAsync();
    }

    /// <summary>Where it answers, outside the ephemeral range.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>Starts a server that answers alike over UDP and TCP.</summary>
    /// <exception cref="SocketException">No port could be had.</exception>
    public static ScriptedDnsServer Start(DnsScript script, TimeProvider? time = null, ErrorLog? errors = null) =>
        Start(script, DnsOverTcp.Answer(script), time, errors);

    /// <summary>Starts a server that does something else over TCP, or refuses it when <paramref name="tcpScript"/> is null.</summary>
    /// <exception cref="SocketException">No port could be had.</exception>
    public static ScriptedDnsServer Start(
        DnsScript script,
        ConnectionScript? tcpScript,
        TimeProvider? time = null,
        ErrorLog? errors = null) =>
        LoopbackPorts.Bind(port =>
        {
            var endPoint = new IPEndPoint(IPAddress.Loopback, port);
            var udp = LoopbackPorts.BindUdp(endPoint);
            try
            {
                var bound = LoopbackPorts.BindTcp(endPoint);
                IAsyncDisposable tcp = tcpScript is null
                    ? new ClosedPort(bound)
                    : ScriptedTcpServer.StartOn(bound, tcpScript, time, errors);
                return new ScriptedDnsServer(udp, tcp, script, errors ?? new ErrorLog());
            }
            catch
            {
                udp.Dispose();
                throw;
            }
        });

    /// <summary>Stops listening; a reply under way is sent.</summary>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await receiving;
        await tcp.DisposeAsync();
        udp.Dispose();
        stopping.Dispose();
    }

    private async Task ReceiveAsync()
    {
        var buffer = new byte[ushort.MaxValue];
        var anyone = new IPEndPoint(IPAddress.Any, 0);
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                var datagram = await udp.ReceiveFromAsync(buffer, anyone, stopping.Token);
                if (DnsQuery.Parse(buffer.AsMemory(0, datagram.ReceivedBytes), overTcp: false) is { } query
                    && script(query with { From = (IPEndPoint)datagram.RemoteEndPoint }) is { } reply)
                {
                    await udp.SendToAsync(reply, datagram.RemoteEndPoint, CancellationToken.None);
                }
            }
#pragma warning disable CA1031 // One client's trouble, or a script's, must not silence the server for the others.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                errors.Add(exception);
            }
        }
    }
}
