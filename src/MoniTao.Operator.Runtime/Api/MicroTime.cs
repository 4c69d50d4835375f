using System.Globalization;

namespace MoniTao.Operator.Runtime.Api;

/// <summary>
/// Kubernetes' MicroTime: RFC 3339 in UTC with exactly six digits of fraction. The server's parser takes nothing shorter,
/// so a whole second is written with its zeros.
/// </summary>
public static class MicroTime
{
    private const string Layout = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    /// <summary>The text form of a moment.</summary>
    public static string Format(DateTimeOffset moment) => moment.UtcDateTime.ToString(Layout, CultureInfo.InvariantCulture);

    /// <summary>Reads what any version of the API server writes; null for an absent or strange text.</summary>
    public static DateTimeOffset? Parse(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment : null;
}
