namespace MoniTao.Connectivity.Probing.Http;

/// <summary>Reads lines and bytes of one answer, and counts what comes in, so that an empty answer can be told from a broken one.</summary>
internal sealed class HttpReader(Stream connection) : IDisposable
{
    /// <summary>What all lines of an answer may be together: a head, the heads before it, and what stands between chunks.</summary>
    private const int MaximumLines = 64 * 1024;

    private readonly ReadWindow _window = new(4096);
    private int _lines;

    /// <summary>Bytes that came over the connection.</summary>
    public long BytesReceived { get; private set; }

    /// <summary>What is there and not read yet.</summary>
    public ReadOnlySpan<byte> Ahead => _window.Ahead;

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
                var line = _window.Take(scanned + feed + 1)[..^1];
                _lines += Math.Max(0, line.Length - free);
                if (_lines > MaximumLines)
                    throw new HttpAnswerException(HttpProblem.TooLarge);
                return line.Span.EndsWith("\r"u8) ? line[..^1] : line;
            }

            if (_lines + _window.Length > MaximumLines)
                throw new HttpAnswerException(HttpProblem.TooLarge);
            scanned = _window.Length;
            await FillAsync(cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Reads what has come already, else what comes next. 0 at the end of the connection.</summary>
    public async ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellation)
    {
        if (_window.Length == 0)
            return Count(await connection.ReadAsync(destination, cancellation).ConfigureAwait(false));
        var count = Math.Min(destination.Length, _window.Length);
        _window.Take(count).CopyTo(destination);
        return count;
    }

    /// <summary>Waits for more to look at <see cref="Ahead"/>.</summary>
    /// <exception cref="EndOfStreamException">There is no more.</exception>
    public async ValueTask FillAsync(CancellationToken cancellation)
    {
        var read = Count(await connection.ReadAsync(_window.Room(), cancellation).ConfigureAwait(false));
        if (read == 0)
            throw new EndOfStreamException();
        _window.Add(read);
    }

    public void Dispose() => _window.Dispose();

    private int Count(int read)
    {
        BytesReceived += read;
        return read;
    }
}
