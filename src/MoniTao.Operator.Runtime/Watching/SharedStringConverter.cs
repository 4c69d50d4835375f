using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MoniTao.Operator.Runtime.Watching;

/// <summary>
/// Reads short texts that were read before as the same string. Objects of one kind repeat a few words (types and reasons of conditions,
/// keys of labels) thousands of times, and the cache holds them all. Of each hash the last text is kept, so the table never grows; two
/// threads that write one place at once lose nothing but a chance to share.
/// </summary>
internal sealed class SharedStringConverter : JsonConverter<string>
{
    private const int Longest = 64;
    private const int Places = 4096;

    private readonly string?[] _known = new string?[Places];

    /// <inheritdoc/>
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Share(ref reader);

    /// <inheritdoc/>
    public override string ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Share(ref reader)!;

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);

    /// <inheritdoc/>
    public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WritePropertyName(value);

    private string? Share(ref Utf8JsonReader reader)
    {
        var utf8 = reader.ValueSpan;
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName) || reader.HasValueSequence || reader.ValueIsEscaped || utf8.Length > Longest)
            return reader.GetString(); // which also says what is wrong with a token that is no text
        var hash = new HashCode();
        hash.AddBytes(utf8);
        ref var known = ref _known[hash.ToHashCode() & (Places - 1)];
        return known is { } text && Ascii.Equals(utf8, text) ? text : known = reader.GetString();
    }
}
