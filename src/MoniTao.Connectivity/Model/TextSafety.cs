using System.Globalization;

namespace MoniTao.Connectivity.Model;

/// <summary>What text of strangers must not bring into a status, a log or a terminal.</summary>
public static class TextSafety
{
    /// <summary>
    /// True for what a terminal obeys, what ends a line, and what turns the direction of writing: the Unicode categories Cc, Cf, Zl and Zp.
    /// </summary>
    public static bool IsHarmful(char c) => char.GetUnicodeCategory(c)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
