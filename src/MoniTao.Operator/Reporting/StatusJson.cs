using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using MoniTao.Operator.Api;

namespace MoniTao.Operator.Reporting;

/// <summary>Status as JSON for the API server: moments in the form of metav1.Time, <c>2026-01-31T12:00:00Z</c>.</summary>
internal static class StatusJson
{
    private static readonly JsonSerializerOptions Options = new(ApiJson.Options) { Converters = { new TimeConverter() } };

    public static byte[] ToUtf8<T>(T status) => JsonSerializer.SerializeToUtf8Bytes(status, Options);

    private sealed class TimeConverter : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
    }
}
