using System.Buffers;
using System.Globalization;

namespace MoniTao.Connectivity.Probing.Http;

/// <summary>The body of an answer, in whatever way its end is told (RFC 9112, 6.3 and 7.1). Read asynchronously only.</summary>
internal sealed class HttpBody : PassThroughStream
{
    /// <summary>An honest line before a chunk; of these there may be as many as the body has bytes.</summary>
    private const int LengthOnly = 18;

    /// <summary>Asked for by themselves: what parses numbers takes NULs after them too.</summary>
    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789ABCDEFabcdef"u8);

    private readonly HttpReader _reader;
    private readonly bool _chunked;
    private long _left; // of the body, or of the chunk; long.MaxValue: until the connection ends
    private bool _inChunks;
    private bool _ended;

    private HttpBody(HttpReader reader, bool chunked, long length) : base(Null) => (_reader, _chunked, _left, _ended) = (reader, chunked, length, length == 0 && !chunked);

    /// <summary>What follows the head.</summary>
    /// <exception cref="HttpAnswerException">Where it ends can't be told.</exception>
    public static HttpBody Of(HttpHead head, HttpReader reader, string method) =>
        method == "HEAD" || head.Status is (>= 100 and <= 199) or 204 or 304 ? new(reader, false, 0)
        : head.IsChunked ? new(reader, true, 0)
        : !head.HasBadLength ? new(reader, false, head.ContentLength ?? long.MaxValue)
        : throw new HttpAnswerException(HttpProblem.Invalid);

    /// <summary>0 at the end of the body.</summary>
    /// <exception cref="EndOfStreamException">The connection ended before the body did.</exception>
    /// <exception cref="HttpAnswerException">What stands between the chunks is not what belongs there.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_chunked && _left == 0 && !_ended)
            await NextChunkAsync(cancellationToken).ConfigureAwait(false);
        if (_ended || buffer.Length == 0)
            return 0;
        var read = await _reader.ReadAsync(buffer[..(int)Math.Min(buffer.Length, _left)], cancellationToken).ConfigureAwait(false);
        if (_left == long.MaxValue)
        {
            _ended = read == 0;
            return read;
        }

        if (read == 0)
            throw new EndOfStreamException();
        _left -= read;
        _ended = _left == 0 && !_chunked;
        return read;
    }

    private async ValueTask NextChunkAsync(CancellationToken cancellation)
    {
        if (_inChunks && (await _reader.ReadLineAsync(cancellation).ConfigureAwait(false)).Length > 0)
            throw new HttpAnswerException(HttpProblem.Invalid);
        _inChunks = true;
        _left = Size((await _reader.ReadLineAsync(cancellation, free: LengthOnly).ConfigureAwait(false)).Span);
        if (_left > 0)
            return;
        // the trailers, of which nobody has heard anything good
        for (var first = true; await _reader.ReadLineAsync(cancellation).ConfigureAwait(false) is { Length: > 0 } trailer; first = false)
        {
            if (first || trailer.Span[0] is not ((byte)' ' or (byte)'\t'))
                _ = HttpHead.NameOf(trailer.Span);
        }

        _ended = true;
    }

    /// <summary>The hexadecimal length of a chunk; an extension may follow.</summary>
    private static long Size(ReadOnlySpan<byte> line)
    {
        var end = line.IndexOfAny((byte)';', (byte)' ', (byte)'\t');
        var digits = end < 0 ? line : line[..end];
        var rest = end < 0 ? default : line[end..].TrimStart(" \t"u8);
        return !digits.ContainsAnyExcept(HexDigits)
            && long.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var size) && size >= 0 && (rest.IsEmpty || rest[0] == ';')
            ? size
            : throw new HttpAnswerException(HttpProblem.Invalid);
    }
}
