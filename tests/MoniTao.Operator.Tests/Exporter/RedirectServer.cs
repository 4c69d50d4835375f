using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MoniTao.Operator.Tests.Exporter;

/// <summary>Answers each request with a redirect.</summary>
internal sealed class RedirectServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Task _serving;

    private RedirectServer(string location)
    {
        _listener.Start();
        _serving = ServeAsync(location);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public static RedirectServer Start(string location) => new(location);

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task ServeAsync(string location)
    {
        while (true)
        {
            using var client = await _listener.AcceptTcpClientAsync();
            await using var stream = client.GetStream();
            _ = await stream.ReadAsync(new byte[4096]);
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 302 Found\r\nLocation: {location}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
        }
    }
}
