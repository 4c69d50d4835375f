namespace MoniTao.Operator.Runtime.Status;

/// <summary>Outcome of a status write.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Message">The server's words, null when applied.</param>
/// <param name="RetryAfter">The server's wish before the next try, else null.</param>
public readonly record struct StatusResult(StatusOutcome Outcome, string? Message = null, TimeSpan? RetryAfter = null);
