using MoniTao.Connectivity.Model;

namespace MoniTao.Operator.Api;

/// <summary>Text of users and peers, made fit for a status, a log and a terminal.</summary>
internal static class PlainText
{
    /// <summary>The text on one line: what is <see cref="TextSafety.IsHarmful"/> becomes a space, so the length stays.</summary>
    public static string OnOneLine(string text) =>
        text.Any(TextSafety.IsHarmful) ? string.Concat(text.Select(c => TextSafety.IsHarmful(c) ? ' ' : c)) : text;
}
