using MoniTao.Connectivity.Model;

namespace MoniTao.Connectivity.Classification;

/// <summary>One named cause of failure and what the field calls it. The catalog is <see cref="Reasons"/>.</summary>
/// <param name="Name">The name in status, metrics and runbooks, for example TcpRefused.</param>
/// <param name="Layer">The layer that failed.</param>
/// <param name="Fault">Who has to act.</param>
/// <param name="Conditions">The conditions that become True.</param>
/// <param name="Meaning">What happened, as the rest of a sentence about the target.</param>
/// <param name="Hint">The next step; <c>{host}</c>, <c>{port}</c>, <c>{address}</c> and <c>{resolver}</c> are filled in.</param>
/// <param name="Nel">The type of the W3C's Network Error Logging.</param>
/// <param name="Browser">Chromium's name of the error, without <c>ERR_</c>.</param>
/// <param name="Curl">curl's exit code.</param>
public sealed record Reason(
    string Name,
    Layer Layer,
    FaultDomain Fault,
    FailureConditions Conditions,
    string Meaning,
    string Hint,
    string? Nel = null,
    string? Browser = null,
    int? Curl = null)
{
    /// <inheritdoc/>
    public override string ToString() => Name;
}
