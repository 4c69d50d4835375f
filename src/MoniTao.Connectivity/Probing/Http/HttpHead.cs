using System.Buffers;
using System.Globalization;
using System.Net;
using System.Text;

namespace MoniTao.Connectivity.Probing.Http;

/// <summary>Status line and headers of an answer, as far as a probe needs them (RFC 9112, 4 and 5).</summary>
internal sealed class HttpHead
{
    private static readonly SearchValues<byte> NameCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    private enum Field
    {
        None,
        ContentLength,
        TransferEncoding,
        Location,
        Other,
    }

    private string? _encoding;
    private string? _length;

    private HttpHead(int status, Version version) => (Status, Version) = (status, version);

    public int Status { get; }

    public Version Version { get; }

    /// <summary>The <c>Location</c> header, of several the first.</summary>
    public string? Location { get; private set; }

    /// <summary>The last of the transfer codings is <c>chunked</c>.</summary>
    public bool IsChunked => _encoding?.Split(',')[^1].Trim().Equals("chunked", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>The length of the body that is announced, null for none; a transfer coding overrides it (RFC 9112, 6.3).</summary>
    public long? ContentLength { get; private set; }

    /// <summary>What is announced is no length, or several: where the body ends can't be told.</summary>
    public bool HasBadLength { get; private set; }

    /// <summary>Reads up to the body. Interim answers (1xx) are passed over; 101 is none, for HTTP ends there.</summary>
    /// <exception cref="HttpAnswerException">It is not HTTP, or too long.</exception>
    /// <exception cref="EndOfStreamException">The connection ended before the head did.</exception>
    public static async ValueTask<HttpHead> ReadAsync(HttpReader reader, CancellationToken cancellation)
    {
        while (true)
        {
            await ExpectHttpAsync(reader, cancellation).ConfigureAwait(false);
            var head = OfStatusLine((await reader.ReadLineAsync(cancellation).ConfigureAwait(false)).Span);
            var field = Field.None;
            while (await reader.ReadLineAsync(cancellation).ConfigureAwait(false) is { Length: > 0 } line)
                field = head.Add(field, line.Span);
            if (head.Status is < 100 or > 199 or (int)HttpStatusCode.SwitchingProtocols)
                return head.Framed();
        }
    }

    /// <summary>The name of a field, of a header or a trailer (RFC 9110, 5.1). A space before the colon is passed over, as clients do.</summary>
    /// <exception cref="HttpAnswerException">The line is none of a field.</exception>
    public static ReadOnlySpan<byte> NameOf(ReadOnlySpan<byte> line)
    {
        var colon = line.IndexOf((byte)':');
        var name = colon < 0 ? default : line[..colon].TrimEnd(" \t"u8);
        return name.IsEmpty || name.IndexOfAnyExcept(NameCharacters) >= 0 ? throw new HttpAnswerException(HttpProblem.Invalid) : name;
    }

    /// <summary>Says at once what is not HTTP: another protocol's greeting may end in no line feed, and its server wait for our answer.</summary>
    private static async ValueTask ExpectHttpAsync(HttpReader reader, CancellationToken cancellation)
    {
        while (true)
        {
            var known = Math.Min(reader.Ahead.Length, "HTTP/1."u8.Length);
            if (!reader.Ahead[..known].SequenceEqual("HTTP/1."u8[..known]))
                throw new HttpAnswerException(HttpProblem.Invalid);
            if (known == "HTTP/1."u8.Length)
                return;
            await reader.FillAsync(cancellation).ConfigureAwait(false);
        }
    }

    private static HttpHead OfStatusLine(ReadOnlySpan<byte> line)
    {
        // HTTP/1.1 200, and a reason or nothing
        if (line.Length < 12 || line[7] is not ((byte)'0' or (byte)'1') || line[8] != ' ' || line[9..12].IndexOfAnyExceptInRange((byte)'0', (byte)'9') >= 0
            || (line.Length > 12 && line[12] != ' ') || line.IndexOfAny((byte)'\0', (byte)'\r') >= 0)
            throw new HttpAnswerException(HttpProblem.Invalid);
        return new HttpHead(((line[9] - '0') * 100) + ((line[10] - '0') * 10) + line[11] - '0', line[7] == '1' ? HttpVersion.Version11 : HttpVersion.Version10);
    }

    /// <summary>Takes a line of a header; one that begins with a space goes on with the header before it (RFC 9112, 5.2).</summary>
    /// <returns>The field that the line is of.</returns>
    private Field Add(Field before, ReadOnlySpan<byte> line)
    {
        var goesOn = line[0] is (byte)' ' or (byte)'\t';
        if (goesOn && before == Field.None)
            throw new HttpAnswerException(HttpProblem.Invalid);
        var field = goesOn ? before : Known(NameOf(line));
        if (field == Field.Other)
            return field;

        // CR and NUL count as spaces (RFC 9110, 5.5)
        var value = Encoding.UTF8.GetString(goesOn ? line : line[(line.IndexOf((byte)':') + 1)..]).Replace('\r', ' ').Replace('\0', ' ').Trim();
        string Joined(string? earlier) => earlier is null ? value : earlier + (goesOn ? " " : ", ") + value;
        if (field == Field.ContentLength)
            _length = Joined(_length);
        else if (field == Field.TransferEncoding)
            _encoding = Joined(_encoding);
        else
            Location = goesOn ? Joined(Location) : Location ?? value;
        return field;
    }

    private static Field Known(ReadOnlySpan<byte> name) =>
        Ascii.EqualsIgnoreCase(name, "content-length"u8) ? Field.ContentLength
        : Ascii.EqualsIgnoreCase(name, "transfer-encoding"u8) ? Field.TransferEncoding
        : Ascii.EqualsIgnoreCase(name, "location"u8) ? Field.Location : Field.Other;

    /// <summary>What is no length, or several, can't be told from a body that was cut (RFC 9112, 6.3); the status stands.</summary>
    private HttpHead Framed()
    {
        if (_encoding is not null || _length is null)
            return this;
        var lengths = _length.Split(',', StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal).ToList();
        HasBadLength = !long.TryParse(lengths[0], NumberStyles.None, CultureInfo.InvariantCulture, out var length) || lengths.Count > 1;
        ContentLength = HasBadLength ? null : length;
        return this;
    }
}
