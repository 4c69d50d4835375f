using System.Net.Sockets;

namespace MoniTao.Connectivity.Probing.Tls;

/// <summary>
/// Lies under SslStream and sees what that hides: the first bytes of the peer, alerts in either direction, FIN and RST. A FIN
/// during the handshake is an exception without a code there, and HTTP on a TLS port one without an inner exception.
/// </summary>
internal sealed class TapStream(Stream inner) : Stream
{
    public TlsRecordWatch Received { get; } = new();

    public TlsRecordWatch Sent { get; } = new();

    /// <summary>The peer closed its side.</summary>
    public bool PeerClosed { get; private set; }

    /// <summary>The error that ended reading or writing.</summary>
    public SocketError? SocketError { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            var read = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
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
            await inner.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException e) when (Remember(e))
        {
            throw;
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override void Flush() => inner.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Nothing blocks a thread.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("Nothing blocks a thread.");

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }

    private bool Remember(IOException exception)
    {
        if (exception.InnerException is SocketException { SocketErrorCode: not System.Net.Sockets.SocketError.OperationAborted } socket)
            SocketError = socket.SocketErrorCode;
        return false;
    }
}
