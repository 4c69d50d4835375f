using System.Net;
using System.Net.Sockets;
using MoniTao.FaultLab.Hosting;

namespace MoniTao.FaultLab;

/// <summary>
/// The running lab: all endpoints of <see cref="FaultCatalog"/> on loopback, until disposed.
/// It is not called <c>FaultLab</c> because inside any <c>MoniTao.*</c> namespace that word means the namespace.
/// </summary>
public sealed class FaultLabHost : IAsyncDisposable
{
    private readonly LabStage stage;

    private FaultLabHost(LabStage stage, IReadOnlyList<FaultScenario> scenarios)
    {
        this.stage = stage;
        Scenarios = scenarios;
    }

    /// <summary>What is up, in the order of the catalog.</summary>
    public IReadOnlyList<FaultScenario> Scenarios { get; }

    /// <summary>Exceptions of the lab's own code; clients that vanish are not among them. Always empty in a sound lab.</summary>
    public IReadOnlyCollection<Exception> Errors => stage.Errors;

    /// <summary>The scenario of that name.</summary>
    /// <exception cref="KeyNotFoundException">No such scenario is up.</exception>
    public FaultScenario this[string name] =>
        Scenarios.FirstOrDefault(scenario => scenario.Name == name) ?? throw new KeyNotFoundException($"No scenario '{name}' is up.");

    /// <summary>Starts every scenario, or those of <paramref name="names"/>; ports are chosen outside the ephemeral range.</summary>
    /// <param name="names">Names of the catalog; null for all.</param>
    /// <param name="time">The clock for certificates and for slow answers; null for the system's.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <exception cref="KeyNotFoundException">A name is not in the catalog.</exception>
    /// <exception cref="SocketException">No loopback port could be had.</exception>
    public static async Task<FaultLabHost> StartAsync(
        IReadOnlyCollection<string>? names = null,
        TimeProvider? time = null,
        CancellationToken cancellationToken = default)
    {
        var stage = new LabStage(time ?? TimeProvider.System);
        try
        {
            var scenarios = new List<FaultScenario>();
            foreach (var definition in Select(names))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (definition.NeedsIPv6 && !LoopbackPorts.IsUsable(IPAddress.IPv6Loopback))
                {
                    continue;
                }

                var endpoint = await definition.Open(stage);
                scenarios.Add(new FaultScenario(
                    definition.Name,
                    definition.Description,
                    endpoint.Target,
                    definition.ExpectedReason,
                    definition.ExpectedWarning,
                    endpoint.Settings));
            }

            return new FaultLabHost(stage, scenarios);
        }
        catch
        {
            await stage.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops listening, lets answers under way finish for a second at most, then closes every socket.</summary>
    public ValueTask DisposeAsync() => stage.DisposeAsync();

    private static IEnumerable<FaultDefinition> Select(IReadOnlyCollection<string>? names)
    {
        if (names is null)
        {
            return FaultCatalog.All;
        }

        var unknown = names.Except(FaultCatalog.All.Select(definition => definition.Name)).FirstOrDefault();
        return unknown is null
            ? FaultCatalog.All.Where(definition => names.Contains(definition.Name))
            : throw new KeyNotFoundException($"The catalog has no scenario '{unknown}'.");
    }
}
