using System.Globalization;
using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Probing;
using MoniTao.FaultLab;
using MoniTao.FaultLab.Tcp;
using MoniTao.Network.Tests.Lab;
using MoniTao.Network.Tests.Monitoring;
using MoniTao.Network.Tests.Scenarios;
using MoniTao.Operator.Tests.EndToEnd.Support;

namespace MoniTao.Network.Tests.Cases;

/// <summary>Every case, run once: a manifest goes into the monitoring program, conditions come out.</summary>
public sealed class ReasonRuns(PathNetwork network) : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("monitao-reasons-").FullName;
    private readonly Dictionary<string, MonitorStatus> _statuses = new(StringComparer.Ordinal);

    /// <summary>By the names of the cases.</summary>
    internal IReadOnlyDictionary<string, MonitorStatus> Statuses => _statuses;

    public async ValueTask InitializeAsync()
    {
        var disturbed = Task.WhenAll(DisturbedRuns.All.Select(async d => (d.Name, Status: await d.RunAsync(Folder(d.Name)))));
        foreach (var batch in PathCatalog.All.GroupBy(s => s.From))
            await MonitorAsync(batch.Key, network.WriteManifests($"every-{batch.Key}", batch), batch.Select(s => s.Name));
        await MonitorLabAsync();
        foreach (var (name, status) in await disturbed)
            _statuses[name] = status;
        _statuses["caller-gives-up"] = await GiveUpAsync();
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private async Task MonitorLabAsync()
    {
        await using var lab = await FaultLabHost.StartAsync([.. ReasonCases.Endpoints.Select(d => d.Name)]);
        var folder = Folder("lab");
        foreach (var scenario in lab.Scenarios)
            await File.WriteAllTextAsync(Path.Combine(folder, $"{scenario.Name}.yaml"), ScenarioManifests.Of(scenario));
        await MonitorAsync(null, folder, lab.Scenarios.Select(s => s.Name));
    }

    private async Task MonitorAsync(Node? node, string folder, IEnumerable<string> names)
    {
        await using var run = new MonitorRun(node, folder);
        var due = names.ToHashSet(StringComparer.Ordinal);
        await Wait.UntilAsync(() => TakeSettled(folder, due), () => $"{string.Join(", ", due)}\n{run.Log}");
    }

    private bool TakeSettled(string folder, HashSet<string> due)
    {
        foreach (var name in due.ToList())
        {
            var status = MonitorStatus.Read(Path.Combine(folder, $"{name}.status.yaml"));
            if (status.IsSettled(reason => reason == PathScenario.Up || Reasons.Find(reason) is not null) && due.Remove(name))
                _statuses[name] = status;
        }

        return due.Count == 0;
    }

    private static async Task<MonitorStatus> GiveUpAsync()
    {
        using var caller = new CancellationTokenSource();
        await using var server = ScriptedTcpServer.Start(async connection =>
        {
            await caller.CancelAsync();
            await connection.WaitForHangUpAsync();
        });
        Assert.True(TargetParser.TryParse(string.Create(CultureInfo.InvariantCulture, $"tls://127.0.0.1:{server.Port}"), out var target, out var error), error);
        using var prober = new Prober(TimeProvider.System);
        var named = Classifier.Classify(await prober.ProbeAsync(new ProbeSpec { Target = target }, caller.Token));
        Assert.Equal(ProbeResult.Inconclusive, named.Result);
        return MonitorStatus.Of(named.Reason!.Name, "Unknown");
    }

    private string Folder(string name) => Directory.CreateDirectory(Path.Combine(_folder, name)).FullName;
}
