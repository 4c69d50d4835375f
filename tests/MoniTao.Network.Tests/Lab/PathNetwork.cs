using MoniTao.Network.Tests.Diagnosing;
using MoniTao.Network.Tests.Monitoring;
using MoniTao.Network.Tests.Scenarios;

namespace MoniTao.Network.Tests.Lab;

/// <summary>
/// The test network with every fault of the catalog in it, shared by all tests. It is made once, each target is diagnosed once,
/// and everything is removed at the end.
/// </summary>
public sealed class PathNetwork : IAsyncLifetime
{
    private readonly Servers _servers = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("monitao-network-").FullName;

    /// <summary>By the names of the scenarios.</summary>
    internal IReadOnlyDictionary<string, Diagnosis> Diagnoses { get; private set; } = new Dictionary<string, Diagnosis>();

    internal string CaFile => Path.Combine(_folder, "roots.pem");

    public async ValueTask InitializeAsync()
    {
        await Tools.EnsureAsync();
        await Namespaces.RemoveStaleAsync();
        try
        {
            await Topology.BuildAsync();
            await Task.WhenAll(Enum.GetValues<Node>().Select(ApplyAsync));
            await File.WriteAllTextAsync(CaFile, _servers.TrustedPem);
            await _servers.StartAsync();
            await _servers.TakePortsAsync(2);
            Diagnoses = await Diagnose.AllAsync(PathCatalog.All, CaFile);
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _servers.DisposeAsync();
        await Namespaces.RemoveAsync(Enum.GetValues<Node>().Select(Namespaces.Name));
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Writes scenarios as manifests into a folder that goes with the network.</summary>
    internal string WriteManifests(string name, IEnumerable<PathScenario> scenarios) => Manifests.Write(_folder, name, scenarios, _servers.TrustedPem);

    private static Task ApplyAsync(Node node) =>
        Namespaces.ScriptAsync(node, string.Join('\n', PathCatalog.All.SelectMany(s => s.Steps).Where(s => s.On == node).Select(s => s.Command)));
}
