namespace MoniTao.Operator.Commands;

/// <summary>A target as it was written.</summary>
/// <param name="Text">The URL.</param>
/// <param name="Line">Its line in standard input; null when it is an argument.</param>
internal readonly record struct GivenTarget(string Text, int? Line = null)
{
    /// <summary>The same error with the place where it was made.</summary>
    public UsageException At(UsageException error) =>
        Line is { } line ? new UsageException($"standard input, line {line}: {error.Message}", error.Next) : error;
}
