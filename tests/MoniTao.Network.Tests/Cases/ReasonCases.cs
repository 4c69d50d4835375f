using MoniTao.FaultLab;
using MoniTao.Network.Tests.Scenarios;

namespace MoniTao.Network.Tests.Cases;

/// <summary>The one list: every fault that is made on purpose, wherever it is made.</summary>
internal static class ReasonCases
{
    public static IReadOnlyList<ReasonCase> All { get; } =
    [
        .. Endpoints.Select(d => new ReasonCase(d.Name, d.Description, d.ExpectedReason ?? PathScenario.Up, Origin.Loopback, d.ExpectedWarning ?? "")),
        .. PathCatalog.All.Select(s => new ReasonCase(s.Name, s.Made, s.Reason, Origin.Network)),
        .. DisturbedRuns.All.Select(d => new ReasonCase(d.Name, d.Made, d.Reason, Origin.Process)),
        new("caller-gives-up", "the caller cancels while the server is silent", "ProbeCancelled", Origin.Caller),
    ];

    /// <summary>IPv6 on loopback, which some machines lack, is left to the tests of the lab.</summary>
    public static IEnumerable<FaultDefinition> Endpoints => FaultCatalog.All.Where(d => !d.NeedsIPv6);
}
