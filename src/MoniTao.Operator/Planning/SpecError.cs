namespace MoniTao.Operator.Planning;

/// <summary>One thing that is wrong with a spec.</summary>
/// <param name="Path">The field, such as <c>spec.http.expectedStatus[1]</c>.</param>
/// <param name="Message">What is wrong and what to do. It never holds the content of a Secret; specs hold none.</param>
public sealed record SpecError(string Path, string Message)
{
    /// <summary>Path and message, as they stand in the condition Stalled.</summary>
    public override string ToString() => $"{Path}: {Message}";
}
