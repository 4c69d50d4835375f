using System.Text.Json;
using k8s.Models;
using MoniTao.Operator.Runtime.Api;
using MoniTao.Operator.Runtime.Tests.Support;

namespace MoniTao.Operator.Runtime.Tests.Api;

public sealed class RuntimeJsonTests
{
    [Theory]
    [InlineData("2026-01-02T03:04:05Z", "2026-01-02T03:04:05.000000Z")]
    [InlineData("2026-01-02T03:04:05.120000Z", "2026-01-02T03:04:05.120000Z")]
    [InlineData("2026-01-02T05:04:05+02:00", "2026-01-02T03:04:05.000000Z")]
    public void Times_are_written_with_six_digits_in_utc(string read, string written)
    {
        var spec = JsonSerializer.Deserialize<V1LeaseSpec>($$"""{"renewTime":"{{read}}"}""", RuntimeJson.Options)!;
        Assert.Equal($$"""{"renewTime":"{{written}}"}""", JsonSerializer.Serialize(spec, RuntimeJson.Options));
    }

    [Fact]
    public void A_time_without_a_zone_is_taken_for_utc()
    {
        var spec = new V1LeaseSpec { RenewTime = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Unspecified) };
        Assert.Contains("2026-01-02T03:04:05.000000Z", JsonSerializer.Serialize(spec, RuntimeJson.Options));
    }

    [Fact]
    public void A_time_that_is_none_is_refused() =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<V1LeaseSpec>("""{"renewTime":"soon"}""", RuntimeJson.Options));

    [Fact]
    public void Enums_are_names() =>
        Assert.Contains("\"color\":\"Green\"", JsonSerializer.Serialize(new WidgetSpec { Color = WidgetColor.Green }, RuntimeJson.Options));
}
