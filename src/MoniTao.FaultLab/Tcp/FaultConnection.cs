using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace MoniTao.FaultLab.Tcp;

/// <summary>One accepted client, with the few moves a badly behaved server needs.</summary>
public sealed class FaultConnection : IDisposable
{
    private static readonly TimeSpan LongestLife = TimeSpan.FromMinutes(10);

    private readonly Socket socket;
    private readonly TimeProvider time;
    private readonly CancellationTokenSource lifetime;
    private readonly CancellationTokenSource waiting;

    internal FaultConnection(Socket socket, TimeProvider time, CancellationToken stopping)
    {
        this.socket = socket;
        this.time = time;
        socket.NoDelay = true;
        Stream = new NetworkStream(socket, ownsSocket: false);
        lifetime = new CancellationTokenSource(LongestLife, time);
        waiting = CancellationTokenSource.CreateLinkedTokenSource(stopping, lifetime.Token);
    }

    /// <summary>The bytes to and from the client: plain, or within TLS after <see cref="SecureAsync"/>.</summary>
    public Stream Stream { get; private set; }

    /// <summary>For deliberate waits: cancelled as soon as the server stops.</summary>
    public CancellationToken Stopping => waiting.Token;

    /// <summary>For reading a request and answering it: outlasts the stop of the server, but not ten minutes.</summary>
    public CancellationToken Lifetime => lifetime.Token;

    /// <summary>Sends all of <paramref name="bytes"/>.</summary>
    public async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        await Stream.WriteAsync(bytes, Lifetime);
        await Stream.FlushAsync(Lifetime);
    }

    /// <summary>Sends ASCII text as it is.</summary>
    public Task SendAsync(string text) => SendAsync(Encoding.ASCII.GetBytes(text));

    /// <summary>Sends bytes past the encryption of <see cref="SecureAsync"/>, as a damaged path would.</summary>
    public async Task SendBelowTlsAsync(ReadOnlyMemory<byte> bytes) => await socket.SendAsync(bytes, Lifetime);

    /// <summary>Waits by the server's clock.</summary>
    public Task DelayAsync(TimeSpan span) => Task.Delay(span, time, Stopping);

    /// <summary>Does the TLS handshake as the server; from then on <see cref="Stream"/> is the encrypted one.</summary>
    public async Task SecureAsync(SslServerAuthenticationOptions options)
    {
        var tls = new SslStream(Stream, leaveInnerStreamOpen: false);
        Stream = tls;
        await tls.AuthenticateAsServerAsync(options, Lifetime);
    }

    /// <summary>Swallows what the client sends until it hangs up, for at most ten minutes.</summary>
    public async Task WaitForHangUpAsync()
    {
        var buffer = new byte[4096];
        while (await Stream.ReadAsync(buffer, Stopping) > 0)
        {
        }
    }

    /// <summary>
    /// Says good-bye in order: close_notify within TLS, then FIN, then reads on. Closing with unread bytes would send RST instead, and an
    /// RST can destroy what the client has not read yet.
    /// </summary>
    public async Task FinishAsync()
    {
        if (Stream is SslStream tls)
        {
            await tls.ShutdownAsync();
        }

        socket.Shutdown(SocketShutdown.Send);
        await WaitForHangUpAsync();
    }

    /// <summary>Drops the connection with an RST segment (RFC 9293 section 3.10.7.4, ABORT).</summary>
    public void Reset()
    {
        socket.LingerState = new LingerOption(enable: true, seconds: 0);
        socket.Dispose();
    }

    /// <summary>Closes the socket whatever the script is doing.</summary>
    public void Dispose()
    {
        Stream.Dispose();
        socket.Dispose();
        waiting.Dispose();
        lifetime.Dispose();
    }

    /// <summary>Makes pending reads and writes fail, for a script that will not end by itself.</summary>
    internal void Abort() => socket.Dispose();
}
