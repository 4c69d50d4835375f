using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace MoniTao.Connectivity.Probing.Linux;

/// <summary>
/// connect(2) that looks at once whether it is done. Within a machine, between the pods of a node too, the kernel does the whole
/// handshake in the call, and only its result comes later: who waits to be told of it wakes two threads for nothing, and measures how
/// long that takes.
/// </summary>
internal static partial class TcpConnect
{
    /// <summary>Connects, and says what the kernel knows of the connection; null where it does not tell (ADR 21).</summary>
    /// <param name="socket">New, a stream, of the family of <paramref name="remote"/>.</param>
    /// <param name="remote">Where to.</param>
    /// <param name="cancellation">Calls it off.</param>
    /// <exception cref="SocketException">As of <see cref="Socket.ConnectAsync(EndPoint, CancellationToken)"/>.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static async ValueTask<TcpInformation?> ConnectAsync(Socket socket, IPEndPoint remote, CancellationToken cancellation)
    {
        if (!OperatingSystem.IsLinux())
        {
            await socket.ConnectAsync(remote, cancellation).ConfigureAwait(false);
            return null;
        }

        cancellation.ThrowIfCancellationRequested();
        Begin(socket, remote);
        var kernel = TcpInformation.Read(socket);
        if (kernel is not { IsConnecting: false })
        {
            await HandshakeAsync(socket, cancellation).ConfigureAwait(false);
            kernel = TcpInformation.Read(socket);
        }

        // A second connect(2) takes the result of the first (__inet_stream_connect, net/ipv4/af_inet.c); .NET's, so that it knows too.
        await socket.ConnectAsync(remote, cancellation).ConfigureAwait(false);
        return kernel;
    }

    /// <summary>Never done when it returns, for the kernel holds the socket meanwhile. A fault is not looked at: it comes again with the second call.</summary>
    private static void Begin(Socket socket, IPEndPoint remote)
    {
        var address = remote.Serialize();
        socket.Blocking = false;
        _ = Connect(socket.SafeHandle, in MemoryMarshal.GetReference(address.Buffer.Span), address.Size);
        socket.Blocking = true; // only in name, which streams want: the kernel is not told
    }

    /// <summary>
    /// Nothing can be sent before the handshake is over: nothing is sent. Who sends is not told of an ICMP error that came while the
    /// kernel held the socket (sk_err_soft, tcp_v4_err in net/ipv4/tcp_ipv4.c); who asks is.
    /// </summary>
    private static async ValueTask HandshakeAsync(Socket socket, CancellationToken cancellation)
    {
        var sent = socket.SendAsync(ReadOnlyMemory<byte>.Empty, SocketFlags.None, cancellation).AsTask();
        if (!sent.IsCompleted && PendingError.Take(socket) is { } error)
        {
            _ = EndsWithTheSocketAsync(sent);
            throw new SocketException((int)error);
        }

        await sent.ConfigureAwait(false);
    }

    private static async Task EndsWithTheSocketAsync(Task sent) => await sent.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    [LibraryImport("libc", EntryPoint = "connect")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Connect(SafeSocketHandle socket, in byte address, int length);
}
