using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MoniTao.TestKit.ApiServers;

namespace MoniTao.Operator.Tests.Load;

/// <summary>
/// Many hosts on loopback, each with an address of its own and a real listener, that all break in one moment: seven of ten close
/// their port, the others go on to accept and fall silent.
/// </summary>
internal sealed class Town : IAsyncDisposable
{
    private const string Healthy = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok";
    private readonly int _port = LoopbackPorts.Take(1)[0];
    private readonly List<(TcpListener Listener, bool Closes)> _listeners = [];
    private readonly ConcurrentDictionary<TcpClient, bool> _open = new();
    private volatile bool _broken;

    public Town(int hosts)
    {
        for (var i = 0; i < hosts; i++)
        {
            var listener = new TcpListener(IPAddress.Parse(Address(i)), _port);
            listener.Start(128);
            _listeners.Add((listener, Closes(i)));
            _ = AcceptAsync(listener);
        }
    }

    public static bool Closes(int host) => host % 10 < 7;

    public string Target(int host) => Closes(host) ? $"tcp://{Address(host)}:{_port}" : $"http://{Address(host)}:{_port}/";

    public void Break()
    {
        _broken = true;
        foreach (var (listener, closes) in _listeners)
        {
            if (closes)
                listener.Dispose();
        }
    }

    public ValueTask DisposeAsync()
    {
        _listeners.ForEach(l => l.Listener.Dispose());
        foreach (var client in _open.Keys)
            client.Dispose();
        return ValueTask.CompletedTask;
    }

    private static string Address(int host) => $"127.9.{host / 200}.{(host % 200) + 1}";

    private async Task AcceptAsync(TcpListener listener)
    {
        try
        {
            while (true)
                _ = ServeAsync(await listener.AcceptTcpClientAsync());
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // closed
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            _open[client] = true;
            try
            {
                var buffer = new byte[4096];
                while (await client.GetStream().ReadAsync(buffer) > 0)
                {
                    if (!_broken)
                        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(Healthy));
                }
            }
            catch (Exception error) when (error is IOException or ObjectDisposedException)
            {
                // the prober hangs up as it likes
            }

            _open.TryRemove(client, out _);
        }
    }
}
