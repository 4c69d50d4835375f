using System.Text.Json;

namespace MoniTao.Operator.Runtime.Watching;

/// <summary>
/// Reads a list as it arrives, an object at a time: the API server's own cache knows no pages, and fifty megabytes of them would else be
/// in memory as bytes and as tokens.
/// </summary>
internal sealed class ListReader(Stream stream, int maximumBytes) : IDisposable
{
    private readonly ReadWindow _window = new(Math.Min(64 * 1024, maximumBytes));
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
            if (_window.Length > maximumBytes)
                throw new JsonException($"a value is longer than {maximumBytes} bytes");
            var read = await stream.ReadAsync(_window.Room(), cancellation);
            _complete = read == 0;
            _window.Add(read);
        }
        return item;
    }

    public void Dispose() => _window.Dispose();

    /// <summary>False when more bytes are needed; a value that is there in part is read again from its beginning.</summary>
    private bool TryAdvance(out JsonDocument? item)
    {
        item = null;
        var passed = 0;
        var reader = new Utf8JsonReader(_window.Ahead, _complete, _state);
        while (reader.Read())
        {
            if (reader.CurrentDepth == 0)
            {
                if (reader.TokenType == JsonTokenType.EndObject)
                    return true;
                if (reader.TokenType != JsonTokenType.StartObject)
                    throw new JsonException("a list is an object");
            }
            else if (!_inItems)
            {
                if (!TryReadMember(ref reader))
                    return false;
            }
            else if (reader.TokenType == JsonTokenType.EndArray)
            {
                _inItems = false;
            }
            else if (!JsonDocument.TryParseValue(ref reader, out item))
            {
                return false;
            }

            _window.Take((int)reader.BytesConsumed - passed);
            (passed, _state) = ((int)reader.BytesConsumed, reader.CurrentState);
            if (item is not null)
                return true;
        }

        return false;
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
}
