using Microsoft.Extensions.Logging;
using MoniTao.Operator.Planning;
using MoniTao.Operator.Supervision;

namespace MoniTao.Operator.Sources;

/// <summary>
/// Keeps a supervisor in step with manifests: what the controller does in a cluster. Files are polled, for notifications miss
/// changes on network mounts and in ConfigMap mounts.
/// </summary>
/// <param name="supervisor">Gets the monitors.</param>
/// <param name="reader">Reads the manifests.</param>
/// <param name="store">Keeps the statuses; null to keep none.</param>
/// <param name="time">The clock of the poll.</param>
/// <param name="logger">For reloads.</param>
internal sealed partial class FolderSupervision(
    Supervisor supervisor, FolderReader reader, FolderStatusStore? store, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, FolderIdentity> _known = new(StringComparer.Ordinal);

    /// <summary>What is wrong with the manifests now.</summary>
    public IReadOnlyList<ManifestError> Errors { get; private set; } = [];

    /// <summary>Raised with each reload that has errors.</summary>
    public event Action<IReadOnlyList<ManifestError>>? Faulted;

    /// <summary>Polls until cancelled, then writes what is still to be written.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Poll, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
                await TickAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            if (store is not null)
                await store.FlushAsync(CancellationToken.None);
        }
    }

    /// <summary>One turn: takes changed manifests over, then writes the statuses that are due.</summary>
    public async Task TickAsync(CancellationToken cancellationToken)
    {
        if (await reader.ReadAsync(cancellationToken) is { } set)
            await TakeOverAsync(set, cancellationToken);
        if (store is not null)
            await store.FlushAsync(cancellationToken);
    }

    private async Task TakeOverAsync(ManifestSet set, CancellationToken cancellationToken)
    {
        var planner = new MonitorPlanner(new ManifestReferences(set));
        var now = time.GetUtcNow();
        foreach (var gone in _known.Keys.Except(set.Monitors.Select(monitor => monitor.Id)).ToList())
        {
            _known.Remove(gone);
            supervisor.Remove(gone);
            Removed(gone);
        }

        foreach (var file in set.Monitors.GroupBy(manifest => manifest.File))
        {
            var stored = store is not null && file.Key != FolderPaths.StdinName && file.Any(manifest => !_known.ContainsKey(manifest.Id))
                ? await store.ReadAsync(file.Key, cancellationToken)
                : [];
            foreach (var manifest in file)
                await AcceptAsync(manifest, stored, planner, now, cancellationToken);
        }

        store?.Assign(set.Monitors.Where(manifest => manifest.File != FolderPaths.StdinName)
            .GroupBy(manifest => manifest.File)
            .ToDictionary(file => file.Key, Identities));
        Errors = set.Errors;
        Taken(set.Monitors.Count, Errors.Count);
        if (Errors.Count > 0)
            Faulted?.Invoke(Errors);
    }

    private IReadOnlyDictionary<string, FolderIdentity> Identities(IEnumerable<ManifestMonitor> file) =>
        file.ToDictionary(manifest => manifest.Id, manifest => _known[manifest.Id]);

    private async Task AcceptAsync(
        ManifestMonitor manifest, IReadOnlyList<FolderStatus> stored, MonitorPlanner planner, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var monitor = manifest.Monitor;
        if (!_known.TryGetValue(manifest.Id, out var before) && stored.FirstOrDefault(status => status.Id == manifest.Id) is { } earlier)
        {
            before = new FolderIdentity(earlier.SpecDigest, earlier.Generation, earlier.Created);
            monitor.Status = earlier.Status;
        }

        var identity = _known[manifest.Id] = FolderIdentity.Of(monitor, before, now);
        identity.StampOn(monitor);
        supervisor.Accept(monitor, await planner.PlanAsync(monitor, cancellationToken));
    }
}
