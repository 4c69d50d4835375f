using System.Buffers;
using System.Text.Json;

namespace MoniTao.Operator.Runtime.Watching;

/// <summary>
/// Reads a list as it arrives, an object at a time: the API server's own cache knows no pages, and fifty megabytes of them would else be
/// in memory as bytes and as tokens.
/// </summary>
internal sealed class ListReader(Stream stream, int maximumBytes) : IDisposable
{
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(Math.Min(64 * 1024, maximumBytes));
    private int _start;
    private int _end;
    private bool _complete;
    private bool _inItems;
    private JsonReaderState _state;

    /// <summary>The list's <c>metadata.resourceVersion</c>, known at the end of the list: the server writes it after the objects.</summary>
    public string? ResourceVersion { get; private set; }

    /// <summary>The list's <c>metadata.continue</c>, known at the end of the list; null or empty on the last page.</summary>
    public string? Continue { get; private set; }

    /// <summary>The next object, to be disposed by the caller; null at the end of the list.</summary>
    /// <exception cref="JsonException">The answer is not JSON, is no object, breaks off, or holds a value that is too long.</exception>
    public async ValueTask<JsonDocument?> NextAsync(CancellationToken cancellation)
    {
        JsonDocument? item;
        while (!TryAdvance(out item))
        {
            if (_end - _start > maximumBytes)
                throw new JsonException($"a value is longer than {maximumBytes} bytes");
            MakeRoom();
            var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellation);
            _complete = read == 0;
            _end += read;
        }
        return item;
    }

    public void Dispose()
    {
        var buffer = Interlocked.Exchange(ref _buffer, []);
        if (buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(buffer);
    }

    /// <summary>False when more bytes are needed; a value that is there in part is read again from its beginning.</summary>
    private bool TryAdvance(out JsonDocument? item)
    {
        var from = _start;
        var reader = new Utf8JsonReader(_buffer.AsSpan(_start, _end - _start), _complete, _state);
        while (true)
        {
            item = null;
            (_start, _state) = (from + (int)reader.BytesConsumed, reader.CurrentState);
            if (!reader.Read())
                return false;
            if (reader.CurrentDepth == 0)
            {
                if (reader.TokenType == JsonTokenType.EndObject)
                    return true;
                if (reader.TokenType != JsonTokenType.StartObject)
                    throw new JsonException("a list is an object");
            }
            else if (_inItems)
            {
                _inItems = reader.TokenType != JsonTokenType.EndArray;
                if (!_inItems)
                    continue;
                if (!JsonDocument.TryParseValue(ref reader, out item))
                    return false;
                (_start, _state) = (from + (int)reader.BytesConsumed, reader.CurrentState);
                return true;
            }
            else if (!TryReadMember(ref reader))
                return false;
        }
    }

    private bool TryReadMember(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("metadata"u8))
        {
            if (!JsonDocument.TryParseValue(ref reader, out var metadata))
                return false;
            using (metadata)
                (ResourceVersion, Continue) = (EntityDecoder.Text(metadata.RootElement, "resourceVersion"), EntityDecoder.Text(metadata.RootElement, "continue"));
            return true;
        }
        if (!reader.ValueTextEquals("items"u8))
            return reader.TrySkip();
        if (!reader.Read())
            return false;
        _inItems = reader.TokenType == JsonTokenType.StartArray;
        return _inItems || reader.TrySkip();
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
        (_buffer, _start, _end) = (target, 0, kept);
    }
}
