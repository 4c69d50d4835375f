using System.Net;
using System.Net.Sockets;
using System.Text;
using MoniTao.TestKit.ApiServers;

namespace MoniTao.Operator.Tests.EndToEnd.Support;

/// <summary>A target whose port can be closed and opened while it is being probed. It counts whoever connects.</summary>
/// <param name="serve">What happens on a connection until it is closed.</param>
internal sealed class TargetPort(Func<NetworkStream, Task> serve) : IAsyncDisposable
{
    private TcpListener? _listener;
    private Task _accepting = Task.CompletedTask;
    private int _accepted;

    /// <param name="answer">Head of the HTTP request → the whole response; null to accept and say nothing.</param>
    public TargetPort(Func<string, string>? answer = null)
        : this(stream => AnswerAsync(stream, answer))
    {
    }

    /// <summary>Below the range of outgoing connections: a closed port there stays closed.</summary>
    public int Port { get; } = LoopbackPorts.Take(1)[0];

    public string Tcp => $"tcp://127.0.0.1:{Port}";

    public string Http => $"http://127.0.0.1:{Port}/";

    /// <summary>Connections so far.</summary>
    public int Accepted => Volatile.Read(ref _accepted);

    /// <summary>Stands in front of another port, to break and to mend what is behind it for who comes this way.</summary>
    public static TargetPort InFrontOf(int behind) => new(stream => PassAsync(stream, behind));

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
                await serve(client.GetStream());
            }
            catch (Exception error) when (error is IOException or SocketException)
            {
                // a prober may hang up as it likes
            }
        }
    }

    private static async Task AnswerAsync(NetworkStream stream, Func<string, string>? answer)
    {
        var head = new StringBuilder();
        var buffer = new byte[4096];
        int read;
        while (!head.ToString().Contains("\r\n\r\n", StringComparison.Ordinal) && (read = await stream.ReadAsync(buffer)) > 0)
            head.Append(Encoding.ASCII.GetString(buffer, 0, read));
        if (answer is not null && head.Length > 0)
            await stream.WriteAsync(Encoding.ASCII.GetBytes(answer(head.ToString())));
    }

    private static async Task PassAsync(NetworkStream stream, int behind)
    {
        using var server = new TcpClient();
        await server.ConnectAsync(IPAddress.Loopback, behind);
        // the first that hangs up ends both
        await Task.WhenAny(stream.CopyToAsync(server.GetStream()), server.GetStream().CopyToAsync(stream));
    }
}
