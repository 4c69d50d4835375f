using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using MoniTao.Operator.Reporting;
using MoniTao.Operator.Runbooks;
using MoniTao.Operator.Supervision;

namespace MoniTao.Operator.Sources;

/// <summary>
/// Keeps the status of each monitor beside its manifest, by the rule of the cluster: a file is written when something of
/// substance changed, and at a slow heartbeat.
/// </summary>
internal sealed partial class FolderStatusStore : IDisposable
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(30);

    private readonly Supervisor _supervisor;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly RunbookLinks _runbooks;
    private readonly ConcurrentDictionary<string, bool> _changed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, StatusFile> _files = new(StringComparer.Ordinal);

    public FolderStatusStore(Supervisor supervisor, TimeProvider time, ILogger logger, RunbookLinks? runbooks = null)
    {
        (_supervisor, _time, _logger, _runbooks) = (supervisor, time, logger, runbooks ?? RunbookLinks.Default);
        supervisor.Probed += OnProbed;
        supervisor.Accepted += OnAccepted;
    }

    /// <summary>How often a file was written.</summary>
    public int Writes { get; private set; }

    public void Dispose()
    {
        _supervisor.Probed -= OnProbed;
        _supervisor.Accepted -= OnAccepted;
    }

    /// <summary>What an earlier process, or this one, wrote beside a manifest.</summary>
    public async Task<IReadOnlyList<FolderStatus>> ReadAsync(string manifest, CancellationToken cancellationToken)
    {
        try
        {
            return await FolderStatusFile.ReadAsync(FolderPaths.StatusOf(manifest), cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Unreadable(FolderPaths.StatusOf(manifest), exception.Message);
            return [];
        }
    }

    /// <summary>Tells which monitors each manifest holds now.</summary>
    public void Assign(IReadOnlyDictionary<string, IReadOnlyDictionary<string, FolderIdentity>> manifests)
    {
        foreach (var gone in _files.Keys.Except(manifests.Keys).ToList())
            _files.Remove(gone); // the file on disk stays: a manifest that comes back goes on with it
        foreach (var (manifest, monitors) in manifests)
        {
            if (!_files.TryGetValue(manifest, out var file))
                _files[manifest] = file = new StatusFile { WrittenAt = _time.GetTimestamp() };
            file.MustWrite |= file.Monitors.Keys.Except(monitors.Keys).Any();
            file.Monitors = monitors;
        }
    }

    /// <summary>Writes what is due. Called by one caller at a time, often.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        var changed = _changed.Keys.ToHashSet(StringComparer.Ordinal);
        foreach (var id in changed)
            _changed.TryRemove(id, out _);
        foreach (var (manifest, file) in _files)
        {
            file.Look |= file.Monitors.Keys.Any(changed.Contains);
            var since = _time.GetElapsedTime(file.WrittenAt);
            if (file.Failed ? since >= RetryAfter : file.Look || file.MustWrite || since >= Heartbeat.Shortest)
                await WriteAsync(manifest, file, since >= Heartbeat.Shortest, cancellationToken);
        }
    }

    private async Task WriteAsync(string manifest, StatusFile file, bool heartbeat, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        var monitors = file.Monitors.Keys.Select(_supervisor.Find).OfType<MonitorView>()
            .Select(monitor => (Monitor: monitor, Status: StatusBuilder.Build(monitor, now, _runbooks))).ToList();
        file.Look = false;
        if (!heartbeat && !file.MustWrite && !file.Failed && monitors.TrueForAll(m => StatusSubstance.IsSame(m.Status, m.Monitor.Written)))
            return;
        file.WrittenAt = _time.GetTimestamp();
        var path = FolderPaths.StatusOf(manifest);
        try
        {
            var documents = monitors.Select(m => Document(file.Monitors[m.Monitor.Id], m.Monitor.Id, m.Status));
            await FolderStatusFile.WriteAsync(path, documents, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            if (!file.Failed)
                Unwritable(path, exception.Message);
            file.Failed = true;
            return;
        }

        Writes++;
        (file.MustWrite, file.Failed) = (false, false);
        foreach (var (monitor, status) in monitors)
            _supervisor.MarkWritten(monitor.Id, monitor.Entity.Metadata.Uid, status);
    }

    private static FolderStatus Document(FolderIdentity identity, string id, Api.Status.ConnectivityMonitorStatus status) =>
        new(id, identity.Digest, identity.Generation, identity.Created, status);

    private void OnProbed(Connectivity.Engine.MonitorUpdate update)
    {
        if (update.Noteworthy)
            _changed[update.Plan.Id] = true;
    }

    private void OnAccepted(MonitorView? before, MonitorView after) => _changed[after.Id] = true;

    /// <summary>What is known of one file. <c>Look</c>: something may have changed; <c>MustWrite</c>: something has.</summary>
    private sealed class StatusFile
    {
        public IReadOnlyDictionary<string, FolderIdentity> Monitors { get; set; } = new Dictionary<string, FolderIdentity>();

        public long WrittenAt { get; set; }

        public bool Look { get; set; }

        public bool MustWrite { get; set; }

        public bool Failed { get; set; }
    }
}
