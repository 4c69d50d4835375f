namespace MoniTao.Operator.Api.Status;

/// <summary>
/// The bounds of the status. The API server refuses a status as a whole when one string is too long, so whoever writes one cuts
/// its texts first.
/// </summary>
public static class StatusLimits
{
    /// <summary>The longest message, hint or detail, in characters.</summary>
    public const int Message = 4096;

    /// <summary>The longest reason, layer, state or type, in characters.</summary>
    public const int Word = 128;

    /// <summary>The longest subject or issuer of a certificate, in characters.</summary>
    public const int Name = 2048;

    /// <summary>How many lines of evidence are written.</summary>
    public const int Evidence = 64;

    /// <summary>How many outages are kept.</summary>
    public const int Outages = 20;

    /// <summary>
    /// The text on one line, cut to <paramref name="maximum"/> UTF-16 units at most and never within a character. A user
    /// may have written anything into the spec that a message quotes.
    /// </summary>
    public static string Cut(string text, int maximum)
    {
        text = PlainText.OnOneLine(text);
        if (text.Length <= maximum)
            return text;
        var end = maximum - 1;
        return string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[end - 1]) ? end - 1 : end), "…");
    }
}
