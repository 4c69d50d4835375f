using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MoniTao.TestKit.ApiServers;

namespace MoniTao.Operator.Tests.Load;

/// <summary>
/// Many hosts on loopback, each with an address of its own and a real listener, that all break in one moment: of ten six close
/// their port, two go on to accept and fall silent, and two let their queue run full, so that the kernel drops what knocks.
/// </summary>
internal sealed class Town : IAsyncDisposable
{
    private const string Healthy = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok";
    private readonly int _port = LoopbackPorts.Take(1)[0];
    private readonly List<TcpListener> _listeners = [];
    private readonly List<Socket> _fillers = [];
    private readonly ConcurrentDictionary<TcpClient, bool> _open = new();
    private volatile bool _broken;

    public Town(int hosts)
    {
        for (var i = 0; i < hosts; i++)
        {
            var listener = new TcpListener(IPAddress.Parse(Address(i)), _port);
            listener.Start(1);
            _listeners.Add(listener);
            _ = AcceptAsync(listener, i);
        }
    }

    public string Target(int host) => Reason(host) == "HttpTimedOut" ? $"http://{Address(host)}:{_port}/" : $"tcp://{Address(host)}:{_port}";

    /// <summary>What a host will be down for.</summary>
    public static string Reason(int host) => (host % 10) switch
    {
        < 6 => "TcpRefused",
        < 8 => "HttpTimedOut",
        _ => "TcpTimedOut",
    };

    public void Break()
    {
        _broken = true;
        for (var i = 0; i < _listeners.Count; i++)
        {
            if (Reason(i) == "TcpRefused")
                _listeners[i].Dispose();
            else if (Reason(i) == "TcpTimedOut")
                Fill(i);
        }
    }

    public ValueTask DisposeAsync()
    {
        _listeners.ForEach(l => l.Dispose());
        _fillers.ForEach(s => s.Dispose());
        foreach (var client in _open.Keys)
            client.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>One for the accept that is under way, two for the queue, one more to be sure.</summary>
    private void Fill(int host)
    {
        for (var i = 0; i < 4; i++)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
            _fillers.Add(socket);
            try
            {
                socket.Connect(IPAddress.Parse(Address(host)), _port);
            }
            catch (SocketException)
            {
                // it is on its way
            }
        }
    }

    private static string Address(int host) => $"127.9.{host / 200}.{(host % 200) + 1}";

    private async Task AcceptAsync(TcpListener listener, int host)
    {
        try
        {
            while (!_broken || Reason(host) != "TcpTimedOut")
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
