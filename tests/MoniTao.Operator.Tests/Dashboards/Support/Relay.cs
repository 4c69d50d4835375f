using System.Net;
using System.Net.Sockets;
using MoniTao.TestKit.ApiServers;

namespace MoniTao.Operator.Tests.Dashboards.Support;

/// <summary>A port in front of another one, to break and to mend what is behind it for who comes this way.</summary>
internal sealed class Relay(int behind) : IAsyncDisposable
{
    private TcpListener? _listener;
    private Task _accepting = Task.CompletedTask;

    public int Port { get; } = LoopbackPorts.Take(1)[0];

    public void Open()
    {
        _listener = new TcpListener(IPAddress.Loopback, Port);
        _listener.Start();
        _accepting = AcceptAsync(_listener);
    }

    public async Task CloseAsync()
    {
        _listener?.Dispose();
        await _accepting;
    }

    public ValueTask DisposeAsync() => new(CloseAsync());

    private async Task AcceptAsync(TcpListener listener)
    {
        try
        {
            while (true)
                _ = PassAsync(await listener.AcceptTcpClientAsync());
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // closed
        }
    }

    private async Task PassAsync(TcpClient client)
    {
        using var server = new TcpClient();
        using (client)
        {
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, behind);
                // the first that hangs up ends both
                await Task.WhenAny(client.GetStream().CopyToAsync(server.GetStream()), server.GetStream().CopyToAsync(client.GetStream()));
            }
            catch (Exception error) when (error is IOException or SocketException)
            {
                // hung up
            }
        }
    }
}
