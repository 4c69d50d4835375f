using System.Buffers;

namespace MoniTao.Connectivity.Probing.Http;

/// <summary>Reads lines and bytes of one answer, and counts what comes in, so that an empty answer can be told from a broken one.</summary>
internal sealed class HttpReader(Stream connection) : IDisposable
{
    /// <summary>What all lines of an answer may be together: a head, the heads before it, and what stands between chunks.</summary>
    private const int MaximumLines = 64 * 1024;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(4096);
    private int _start;
    private int _end;
    private int _lines;

    /// <summary>Bytes that came over the connection.</summary>
    public long BytesReceived { get; private set; }

    /// <summary>The server has closed its side.</summary>
    public bool PeerClosed { get; private set; }

    /// <summary>What is there and not read yet.</summary>
    public ReadOnlySpan<byte> Ahead => _buffer.AsSpan(_start, _end - _start);

    /// <summary>The next line without its end, which is CRLF or LF (RFC 9112, 2.2); valid until the next call.</summary>
    /// <param name="cancellation">Gives up.</param>
    /// <param name="free">What of the line does not count: bytes that the length of the body bounds already.</param>
    /// <exception cref="EndOfStreamException">The connection ended before the line did.</exception>
    /// <exception cref="HttpAnswerException">The lines are too long.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> ReadLineAsync(CancellationToken cancellation, int free = 0)
    {
        var scanned = 0;
        while (true)
        {
            var feed = Ahead[scanned..].IndexOf((byte)'\n');
            if (feed >= 0)
            {
                var (from, length) = (_start, scanned + feed);
                _start += length + 1;
                _lines += Math.Max(0, length - free);
                if (_lines > MaximumLines)
                    throw new HttpAnswerException(HttpProblem.TooLarge);
                return _buffer.AsMemory(from, length > 0 && _buffer[from + length - 1] == '\r' ? length - 1 : length);
            }

            if (_lines + _end - _start > MaximumLines)
                throw new HttpAnswerException(HttpProblem.TooLarge);
            scanned = _end - _start;
            await FillAsync(cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Reads what has come already, else what comes next. 0 at the end of the connection.</summary>
    public async ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellation)
    {
        if (_start == _end)
            return Count(await connection.ReadAsync(destination, cancellation).ConfigureAwait(false));
        var count = Math.Min(destination.Length, _end - _start);
        _buffer.AsMemory(_start, count).CopyTo(destination);
        _start += count;
        return count;
    }

    /// <summary>Waits for more to look at <see cref="Ahead"/>.</summary>
    /// <exception cref="EndOfStreamException">There is no more.</exception>
    public async ValueTask FillAsync(CancellationToken cancellation)
    {
        MakeRoom();
        var read = Count(await connection.ReadAsync(_buffer.AsMemory(_end), cancellation).ConfigureAwait(false));
        if (read == 0)
            throw new EndOfStreamException();
        _end += read;
    }

    public void Dispose()
    {
        var buffer = Interlocked.Exchange(ref _buffer, []);
        (_start, _end) = (0, 0);
        if (buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(buffer);
    }

    private int Count(int read)
    {
        BytesReceived += read;
        PeerClosed |= read == 0;
        return read;
    }

    private void MakeRoom()
    {
        if (_start == _end)
            (_start, _end) = (0, 0);
        if (_end < _buffer.Length)
            return;
        var kept = _end - _start;
        var target = kept > _buffer.Length / 2 ? ArrayPool<byte>.Shared.Rent(_buffer.Length * 2) : _buffer;
        _buffer.AsSpan(_start, kept).CopyTo(target);
        if (target != _buffer)
            ArrayPool<byte>.Shared.Return(_buffer);
        (_buffer, _start, _end) = (target, 0, kept);
    }
}
