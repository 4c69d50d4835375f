using System.Globalization;

namespace MoniTao.Operator.Api;

/// <summary>Text of users and peers, made fit for a status, a log and a terminal.</summary>
internal static class PlainText
{
    /// <summary>
    /// The text on one line: what a terminal obeys, what ends a line and what turns the direction of writing (Unicode categories Cc, Cf,
    /// Zl and Zp) become spaces. The length stays.
    /// </summary>
    public static string OnOneLine(string text) => text.Any(IsHarmful) ? string.Concat(text.Select(c => IsHarmful(c) ? ' ' : c)) : text;

    private static bool IsHarmful(char c) => char.GetUnicodeCategory(c)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
