namespace MoniTao.Operator.Runtime.Watching;

/// <summary>Reads lines of UTF-8 from a stream into one pooled buffer. A last line without its line feed is cut off, not returned.</summary>
internal sealed class LineReader(Stream stream, int maximumBytes) : IDisposable
{
    private readonly ReadWindow _window = new(Math.Min(16 * 1024, maximumBytes));

    /// <summary>The next line without its line feed, valid until the next call; null at the end of the stream.</summary>
    /// <exception cref="LineTooLongException">The line passes the limit.</exception>
    public async ValueTask<ReadOnlyMemory<byte>?> ReadLineAsync(CancellationToken cancellation)
    {
        var scanned = 0;
        while (true)
        {
            var feed = _window.Ahead[scanned..].IndexOf((byte)'\n');
            if (feed >= 0)
            {
                var line = _window.Take(scanned + feed + 1)[..^1];
                return line.Length <= maximumBytes ? line : throw new LineTooLongException(maximumBytes);
            }
            scanned = _window.Length;
            if (scanned > maximumBytes)
                throw new LineTooLongException(maximumBytes);
            var read = await stream.ReadAsync(_window.Room(), cancellation);
            if (read == 0)
                return null;
            _window.Add(read);
        }
    }

    public void Dispose() => _window.Dispose();
}
