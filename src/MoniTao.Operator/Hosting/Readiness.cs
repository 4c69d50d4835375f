using MoniTao.Operator.Runtime.Hosting;

namespace MoniTao.Operator.Hosting;

/// <summary>
/// Whether this replica can do its part: it leads and knows every monitor, or it stands by for another that does. One that has
/// not reached the API server yet is neither, and a rollout must not go on over it.
/// </summary>
public static class Readiness
{
    /// <summary>The answer of <c>/readyz</c>.</summary>
    public static bool Of(OperatorHealth health, OperatorOptions options) =>
        health.IsLeader ? health.IsReady : health.Election.Holder is { Length: > 0 } holder && holder != options.Identity;
}
