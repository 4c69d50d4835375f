using System.Text.RegularExpressions;

namespace MoniTao.Operator.Planning;

/// <summary>Compiles <c>http.bodyPattern</c> so that no body can make it run long.</summary>
internal static class BodyPatternCompiler
{
    private const int MaximumLength = 1024;
    private static readonly TimeSpan MatchLimit = TimeSpan.FromSeconds(1);

    /// <summary>False with a phrase when the pattern does not parse; true with null when there is none.</summary>
    public static bool TryCompile(string pattern, out Regex? regex, out string error)
    {
        regex = null;
        error = "";
        if (pattern.Length == 0)
            return true;
        if (pattern.Length > MaximumLength)
        {
            error = $"is longer than {MaximumLength} characters";
            return false;
        }

        try
        {
            regex = Compile(pattern);
            return true;
        }
        catch (RegexParseException exception)
        {
            error = $"is not a regular expression: {exception.Error} at character {exception.Offset}";
            return false;
        }
    }

    /// <summary>In linear time where the pattern allows it; look-around and back-references need the other engine, held by its time limit.</summary>
    private static Regex Compile(string pattern)
    {
        try
        {
            return new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, MatchLimit);
        }
        catch (NotSupportedException)
        {
            return new Regex(pattern, RegexOptions.CultureInvariant, MatchLimit);
        }
    }
}
