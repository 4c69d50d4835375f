using System.Net;
using System.Net.Sockets;
using System.Text;
using MoniTao.TestKit.ApiServers;

namespace MoniTao.Operator.Tests.EndToEnd.Support;

/// <summary>
/// A target whose port can be closed and opened while it is being probed. It counts whoever connects, and can answer HTTP.
/// </summary>
internal sealed class TargetPort : IAsyncDisposable
{
    private readonly Func<string, string>? _answer;
    private TcpListener? _listener;
    private Task _accepting = Task.CompletedTask;
    private int _accepted;

    /// <param name="answer">Head of the HTTP request → the whole response; null to accept and say nothing.</param>
    public TargetPort(Func<string, string>? answer = null) => _answer = answer;

    /// <summary>Below the range of outgoing connections: a closed port there stays closed.</summary>
    public int Port { get; } = LoopbackPorts.Take(1)[0];

    public string Tcp => $"tcp://127.0.0.1:{Port}";

    public string Http => $"http://127.0.0.1:{Port}/";

    /// <summary>Connections so far.</summary>
    public int Accepted => Volatile.Read(ref _accepted);

    public TargetPort Open()
    {
        _listener = new TcpListener(IPAddress.Loopback, Port);
        _listener.Start();
        _accepting = AcceptAsync(_listener);
        return this;
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
            {
                var client = await listener.AcceptTcpClientAsync();
                Interlocked.Increment(ref _accepted);
                _ = ServeAsync(client);
            }
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
            try
            {
                var stream = client.GetStream();
                var head = new StringBuilder();
                var buffer = new byte[4096];
                int read;
                while (!head.ToString().Contains("\r\n\r\n", StringComparison.Ordinal) && (read = await stream.ReadAsync(buffer)) > 0)
                    head.Append(Encoding.ASCII.GetString(buffer, 0, read));
                if (_answer is not null && head.Length > 0)
                    await stream.WriteAsync(Encoding.ASCII.GetBytes(_answer(head.ToString())));
            }
            catch (IOException)
            {
                // a prober may hang up as it likes
            }
        }
    }
}
