namespace MoniTao.Operator.Commands;

/// <summary>What the user wrote can't be used: exit code 2, one clear line, no stack trace.</summary>
/// <param name="message">What is wrong, with the option or argument it is about.</param>
/// <param name="next">What to write instead; null for a pointer to the help.</param>
public sealed class UsageException(string message, string? next = null) : Exception(message)
{
    /// <summary>What to write instead.</summary>
    public string? Next { get; } = next;
}
