using System.Text.Json;
using System.Text.Json.Serialization;

namespace MoniTao.Operator.Runtime.Api;

// metav1.Time is parsed by a layout that accepts a fraction, so one form serves both kinds of time.
internal sealed class MicroTimeConverter : JsonConverter<DateTime>
{
    public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        MicroTime.Parse(reader.GetString())?.UtcDateTime ?? throw new JsonException("not an RFC 3339 time");

    public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options)
    {
        var utc = value.Kind == DateTimeKind.Unspecified ? DateTime.SpecifyKind(value, DateTimeKind.Utc) : value.ToUniversalTime();
        writer.WriteStringValue(MicroTime.Format(utc));
    }
}
