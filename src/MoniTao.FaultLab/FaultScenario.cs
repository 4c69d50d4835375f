namespace MoniTao.FaultLab;

/// <summary>One endpoint that is up now, and what a correct prober says about it.</summary>
/// <param name="Name">Unique, kebab case, for example <c>tls-cert-expired</c>.</param>
/// <param name="Description">One line for people: what is broken.</param>
/// <param name="Target">A monitor's target: <c>http</c>, <c>https</c>, <c>tls</c>, <c>tcp</c> or <c>dns</c> URL on loopback.</param>
/// <param name="ExpectedReason">The reason of the taxonomy, or null when the endpoint is healthy.</param>
/// <param name="ExpectedWarning">A condition that is due although the endpoint is reachable, or null.</param>
/// <param name="Settings">What the monitor must set for the fault to show.</param>
public sealed record FaultScenario(
    string Name,
    string Description,
    string Target,
    string? ExpectedReason,
    string? ExpectedWarning,
    FaultSettings Settings)
{
    /// <summary>True when a probe of this endpoint must succeed.</summary>
    public bool IsHealthy => ExpectedReason is null;
}
