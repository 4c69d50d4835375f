using System.Buffers;

namespace MoniTao.Connectivity.Probing.Tls.OpenSsl;

/// <summary>
/// A TLS connection over another stream, by libssl on memory: this class alone reads and writes that stream, so time-outs,
/// cancelling and what lies under it work as for any other. One reader and one writer at a time.
/// </summary>
internal sealed class OpenSslStream(Stream inner, SslHandle ssl) : PassThroughStream(inner)
{
    private const int Chunk = 16 * 1024;

    /// <summary>Shakes hands.</summary>
    /// <exception cref="OpenSslException">TLS failed; the alert that says so was sent.</exception>
    /// <exception cref="IOException">The stream below failed or ended.</exception>
    public async Task ShakeHandsAsync(CancellationToken cancellation)
    {
        try
        {
            while (!ssl.Connect())
            {
                await FlushAsync(cancellation).ConfigureAwait(false);
                if (!await HearAsync(cancellation).ConfigureAwait(false))
                    throw new IOException("The server closed the connection during the handshake.");
            }
        }
        catch (OpenSslException)
        {
            await LastWordsAsync(cancellation).ConfigureAwait(false);
            throw;
        }

        await FlushAsync(cancellation).ConfigureAwait(false);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty)
        {
            var read = Decrypt(buffer.Span);
            await FlushAsync(cancellationToken).ConfigureAwait(false); // an answer to what the server asks for between the data
            if (read is { } length)
                return length;
            if (!await HearAsync(cancellationToken).ConfigureAwait(false))
                break; // without close_notify: who reads notices by himself when something is missing
        }

        return 0;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!buffer.IsEmpty && !Encrypt(buffer.Span))
            throw new IOException("The server shakes hands anew in the middle of a request.");
        await FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends all that was encrypted.</summary>
    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Chunk);
        try
        {
            while (ssl.Take(buffer) is > 0 and var length)
                await Inner.WriteAsync(buffer.AsMemory(0, length), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            ssl.Dispose();
        base.Dispose(disposing);
    }

    private int? Decrypt(Span<byte> buffer)
    {
        try
        {
            return ssl.Read(buffer);
        }
        catch (OpenSslException e)
        {
            throw new IOException("TLS failed while reading.", e);
        }
    }

    private bool Encrypt(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return ssl.Write(bytes);
        }
        catch (OpenSslException e)
        {
            throw new IOException("TLS failed while writing.", e);
        }
    }

    /// <summary>Waits for bytes of the server; false when it has closed its side.</summary>
    private async ValueTask<bool> HearAsync(CancellationToken cancellation)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Chunk);
        try
        {
            var read = await Inner.ReadAsync(buffer.AsMemory(0, Chunk), cancellation).ConfigureAwait(false);
            ssl.Give(buffer.AsSpan(0, read));
            return read > 0;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>The alert for the server; that it does not get there is of no matter any more.</summary>
    private async Task LastWordsAsync(CancellationToken cancellation)
    {
        try
        {
            await FlushAsync(cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
        }
    }
}
