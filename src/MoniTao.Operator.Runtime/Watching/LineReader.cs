using System.Buffers;

namespace MoniTao.Operator.Runtime.Watching;

/// <summary>Reads lines of UTF-8 from a stream into one pooled buffer. A last line without its line feed is cut off, not returned.</summary>
internal sealed class LineReader(Stream stream, int maximumBytes) : IDisposable
{
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(Math.Min(16 * 1024, maximumBytes));
    private int _start;
    private int _end;
    private int _scanned;

    /// <summary>The next line without its line feed, valid until the next call; null at the end of the stream.</summary>
    /// <exception cref="LineTooLongException">The line passes the limit.</exception>
    public async ValueTask<ReadOnlyMemory<byte>?> ReadLineAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var feed = _buffer.AsSpan(_scanned, _end - _scanned).IndexOf((byte)'\n');
            if (feed >= 0)
            {
                var line = _buffer.AsMemory(_start, _scanned + feed - _start);
                _start = _scanned += feed + 1;
                return line.Length <= maximumBytes ? line : throw new LineTooLongException(maximumBytes);
            }
            _scanned = _end;
            if (_end - _start > maximumBytes)
                throw new LineTooLongException(maximumBytes);
            MakeRoom();
            var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellation);
            if (read == 0)
                return null;
            _end += read;
        }
    }

    public void Dispose()
    {
        var buffer = Interlocked.Exchange(ref _buffer, []);
        if (buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(buffer);
    }

    private void MakeRoom()
    {
        if (_end < _buffer.Length)
            return;
        var kept = _end - _start;
        var target = kept > _buffer.Length / 2 ? ArrayPool<byte>.Shared.Rent(_buffer.Length * 2) : _buffer;
        _buffer.AsSpan(_start, kept).CopyTo(target);
        if (target != _buffer)
            ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = target;
        _start = 0;
        _scanned = _end = kept;
    }
}
