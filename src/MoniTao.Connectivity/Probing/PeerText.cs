using System.Globalization;

namespace MoniTao.Connectivity.Probing;

/// <summary>Text that a peer wrote, made fit for a status, a log and a terminal.</summary>
internal static class PeerText
{
    /// <summary>
    /// On one line, at most <paramref name="maximum"/> characters, and without those that a terminal obeys or that turn the
    /// direction of writing (Unicode categories Cc, Cf, Zl and Zp).
    /// </summary>
    public static string Clean(string text, int maximum)
    {
        var clean = string.Concat(text.Where(IsHarmless).Take(maximum + 1));
        return clean.Length <= maximum ? clean : clean[..(maximum - 1)] + "…";
    }

    private static bool IsHarmless(char c) => char.GetUnicodeCategory(c)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
