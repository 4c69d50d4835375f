using System.Globalization;

namespace MoniTao.Connectivity.Model;

/// <summary>An inclusive range of HTTP status codes, written <c>200</c> or <c>200-299</c>.</summary>
/// <param name="First">100 to 599.</param>
/// <param name="Last">Not below <paramref name="First"/>.</param>
public readonly record struct StatusRange(int First, int Last)
{
    /// <summary>2xx, the default.</summary>
    public static readonly StatusRange Success = new(200, 299);

    /// <summary>Parses <c>200</c> or <c>200-299</c>.</summary>
    public static bool TryParse(string text, out StatusRange range)
    {
        var parts = text.Split('-');
        range = default;
        if (parts.Length > 2 || !TryCode(parts[0], out var first) || !TryCode(parts[^1], out var last) || last < first)
            return false;
        range = new StatusRange(first, last);
        return true;
    }

    /// <summary>True when the code lies in the range.</summary>
    public bool Contains(int code) => code >= First && code <= Last;

    /// <inheritdoc/>
    public override string ToString() => First == Last ? $"{First}" : $"{First}-{Last}";

    // three characters: a number parser takes NULs at the end
    private static bool TryCode(string text, out int code) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out code) && code is >= 100 and <= 599 && text.Length == 3;
}
