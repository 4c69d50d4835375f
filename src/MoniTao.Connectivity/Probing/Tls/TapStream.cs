using System.Net.Sockets;

namespace MoniTao.Connectivity.Probing.Tls;

/// <summary>
/// Lies under SslStream and sees what that hides: the first bytes of the peer, alerts in either direction, FIN and RST. A FIN
/// during the handshake is an exception without a code there, and HTTP on a TLS port one without an inner exception.
/// </summary>
internal sealed class TapStream(Stream inner) : PassThroughStream(inner)
{
    public TlsRecordWatch Received { get; } = new();

    public TlsRecordWatch Sent { get; } = new();

    /// <summary>The peer closed its side.</summary>
    public bool PeerClosed { get; private set; }

    /// <summary>The error that ended reading or writing.</summary>
    public SocketError? SocketError { get; private set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            var read = await Inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            Received.See(buffer.Span[..read]);
            PeerClosed |= read == 0 && buffer.Length > 0;
            return read;
        }
        catch (IOException e) when (Remember(e))
        {
            throw;
        }
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Sent.See(buffer.Span);
        try
        {
            await Inner.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException e) when (Remember(e))
        {
            throw;
        }
    }

    private bool Remember(IOException exception)
    {
        if (exception.InnerException is SocketException { SocketErrorCode: not System.Net.Sockets.SocketError.OperationAborted } socket)
            SocketError = socket.SocketErrorCode;
        return false;
    }
}
