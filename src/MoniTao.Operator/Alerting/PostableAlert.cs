using System.Text.Json;
using System.Text.Json.Serialization;

namespace MoniTao.Operator.Alerting;

/// <summary>An alert as the Alertmanager v2 API takes it (<c>postableAlert</c>).</summary>
internal sealed record PostableAlert(
    IReadOnlyDictionary<string, string> Labels,
    IReadOnlyDictionary<string, string> Annotations,
    DateTimeOffset StartsAt,
    DateTimeOffset EndsAt,
    [property: JsonPropertyName("generatorURL")] string? GeneratorUrl)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>The body of one request.</summary>
    public static byte[] Write(IEnumerable<BookedAlert> alerts, DateTimeOffset now) =>
        JsonSerializer.SerializeToUtf8Bytes(alerts.Select(booked => Of(booked, now)), Options);

    private static PostableAlert Of(BookedAlert booked, DateTimeOffset now)
    {
        var alert = booked.Alert;
        return new(alert.Labels, alert.Annotations, alert.StartsAt, booked.EndedAt ?? now + AlertmanagerOptions.Validity, alert.GeneratorUrl);
    }
}
