namespace MoniTao.Network.Tests.Scenarios;

/// <summary>The one list: every fault of a path that the test network makes, and what must be said of it.</summary>
internal static class PathCatalog
{
    public static IReadOnlyList<PathScenario> All { get; } =
    [
        .. HealthyScenarios.All, .. RejectScenarios.All, .. SilenceScenarios.All, .. RoutingScenarios.All, .. ProberScenarios.All,
        .. IcmpScenarios.All, .. DnsScenarios.All, .. TlsScenarios.All,
    ];

    public static PathScenario Find(string name) => All.Single(s => s.Name == name);
}
