using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MoniTao.Operator.Tests.Alerting.Support;

/// <summary>A mail server that takes every message and keeps it (RFC 5321, as much as a client needs; no TLS, no authentication).</summary>
internal sealed class SmtpSink : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<string> _messages = new();
    private readonly Task _accepting;

    public SmtpSink()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string Address => _listener.LocalEndpoint.ToString()!;

    /// <summary>Head and body of each message, soft line breaks and quoted characters of quoted-printable undone.</summary>
    public IReadOnlyList<string> Messages => [.. _messages];

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _accepting;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = TalkAsync(await _listener.AcceptTcpClientAsync());
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // closed
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using (client)
        {
            using var reader = new StreamReader(client.GetStream(), Encoding.UTF8);
            await using var writer = new StreamWriter(client.GetStream(), new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
            await writer.WriteLineAsync("220 sink.test ESMTP");
            while (await reader.ReadLineAsync() is { } line)
            {
                var verb = line.Split(' ')[0].ToUpperInvariant();
                if (verb == "DATA")
                {
                    await writer.WriteLineAsync("354 go on");
                    _messages.Enqueue(await ReadMessageAsync(reader));
                }

                await writer.WriteLineAsync(verb == "QUIT" ? "221 bye" : "250 ok");
                if (verb == "QUIT")
                    return;
            }
        }
    }

    private static async Task<string> ReadMessageAsync(StreamReader reader)
    {
        var text = new StringBuilder();
        while (await reader.ReadLineAsync() is { } line && line != ".")
        {
            var unstuffed = line.StartsWith("..", StringComparison.Ordinal) ? line[1..] : line;
            if (unstuffed.EndsWith('='))
                text.Append(unstuffed[..^1]);
            else
                text.Append(unstuffed).Append('\n');
        }

        return text.ToString().Replace("=3D", "=", StringComparison.Ordinal).Replace("=0A", "\n", StringComparison.Ordinal);
    }
}
