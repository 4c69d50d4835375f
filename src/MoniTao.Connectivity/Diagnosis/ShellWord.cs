namespace MoniTao.Connectivity.Diagnosis;

/// <summary>Words of a POSIX shell. Targets, paths and headers come from elsewhere: nothing in them may become a command.</summary>
internal static class ShellWord
{
    private const string Harmless = "_@%+=:,./-";

    /// <summary>The text as one word: as it is when no shell reads anything into it, else in single quotes (POSIX, 2.2.2).</summary>
    public static string Quote(string text) => text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || Harmless.Contains(c, StringComparison.Ordinal))
        ? text
        : $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
