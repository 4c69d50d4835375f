using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Engine;
using MoniTao.Operator.Supervision;

namespace MoniTao.Operator.Reporting;

/// <summary>
/// A defect of the prober leaves its place in the log, once for each place: what <see cref="Reasons.ProberInternalError"/> asks
/// people to report. Types and stacks only, for a message may quote a secret.
/// </summary>
public sealed partial class DefectLog : IDisposable
{
    /// <summary>More places than a process can have defects that anybody reads.</summary>
    private const int Most = 100;

    private readonly ConcurrentDictionary<string, bool> _told = new(StringComparer.Ordinal);
    private readonly Supervisor _supervisor;
    private readonly ILogger<DefectLog> _logger;

    /// <summary>Listens from now on.</summary>
    public DefectLog(Supervisor supervisor, ILogger<DefectLog> logger)
    {
        (_supervisor, _logger) = (supervisor, logger);
        supervisor.Probed += OnProbed;
    }

    /// <inheritdoc/>
    public void Dispose() => _supervisor.Probed -= OnProbed;

    private void OnProbed(MonitorUpdate update)
    {
        if (update.After.Last?.Defect is { } place && _told.Count < Most && _told.TryAdd(place, true))
            Defect(update.Plan.Id, place);
    }

    [LoggerMessage(1, LogLevel.Error, "A probe of {Monitor} failed by a defect of MoniTao, please report it: {Place}")]
    private partial void Defect(string monitor, string place);
}
